"""Honours: programmes, nominations, public notice, the register, model workers."""
