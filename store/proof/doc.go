// Package proof makes and checks what an archive can prove: the records that
// are the leaves of its Merkle log, the log's mathematics, the signed checkpoints
// and the keys. It does no I/O but for the key's file.
//
// A leaf is one line of JSON, kept byte for byte. Its hash is SHA-256 of a zero
// byte and the line; two hashes make a node by SHA-256 of a one byte and both
// (RFC 6962 §2.1). A checkpoint signs the root over all leaves so far
// (https://c2sp.org/tlog-checkpoint). Whoever kept a checkpoint can tell whether
// anything before it was changed since.
package proof
