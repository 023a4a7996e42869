"""What others use of the second signature."""

from gonghui.kernel.signing.actions import agree, agree_on_paper, agreed_once, ask, decline, withdraw
from gonghui.kernel.signing.acts import Act, act_of, register_act
from gonghui.kernel.signing.models import Signature, Way
from gonghui.kernel.signing.queries import open_one, open_ones, signature_of

__all__ = ["Act", "Signature", "Way", "act_of", "agree", "agree_on_paper", "agreed_once", "ask", "decline", "open_one",
           "open_ones", "register_act", "signature_of", "withdraw"]  # fmt: skip
