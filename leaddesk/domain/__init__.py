"""Values and rules of LeadDesk: no I/O, no toolkit, no clock of its own."""
