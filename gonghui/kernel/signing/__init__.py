"""The second signature: an act that one person asks for and another has to agree to before it happens.

Act, register_act (what can be signed twice) · ask, agree, agree_on_paper, decline, withdraw (the verbs) ·
agreed_once (for acts that their own page carries out) · open_ones. All of it in `api`.
"""
