"""The second signature: an act that one person asks for and another has to agree to before it happens.

`acts`: Act, register_act (what can be signed twice) · `actions`: ask, agree, agree_on_paper, decline, withdraw (the
verbs), agreed_once (for acts that their own page carries out) · `queries`: open_ones.
"""
