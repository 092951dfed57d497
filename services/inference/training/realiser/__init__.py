"""Trains the shop's own small language model: words for what the dialogue has decided to say."""
