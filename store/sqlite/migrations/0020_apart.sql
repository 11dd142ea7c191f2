-- The rows of bytes that lie with the media: encoding is 'apart' or 'apartgzip', and bytes
-- the sum of the file that has them.
CREATE INDEX blob_apart ON blob (encoding) WHERE encoding IN ('apart', 'apartgzip');
