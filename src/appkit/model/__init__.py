"""The values every stage hands on: frozen, slotted, no I/O."""
