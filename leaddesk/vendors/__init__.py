"""What LeadDesk knows of its vendors: schemas, encoders and decoders, all pure."""
