-- What a load left undone stands in its line: looking it up in the record made every search slower.
ALTER TABLE latest ADD COLUMN undone TEXT NOT NULL DEFAULT '';  -- title of the explanation; empty where nothing was

-- Which titles say so is no matter of SQL: what stands is written beside the settlement.
DROP TRIGGER settlement_stands;
