// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @title Setoff risk oracle: the net exposure and margin of accounts, signed by a quorum
/// @notice Every value is authorised by the signatures of a t-of-n signer set; whoever sends the transaction is not
/// trusted and needs no permission. Amounts are USD in units of 1e-6, times are unix seconds.
interface ISetoffRiskOracle {
    /// @notice The exposure of one account. Layout, from the most significant bit:
    ///
    ///     bits 192..255  int64   netUsd       1e-6 USD, two's complement; long > 0, short < 0
    ///     bits 128..191  uint64  grossUsd     1e-6 USD, sum of absolute values
    ///     bits  64..127  uint64  marginUsd    1e-6 USD, required margin
    ///     bits  24..63   uint40  observedAt   unix seconds, oldest source behind this word
    ///     bits   8..23   uint16  coverageBps  0..10000, share of the configured sources that were fresh
    ///     bits   0..7    uint8   flags        1 VALID, 2 STALE_SOURCE, 4 PARTIAL, 8 SATURATED,
    ///                                         16 UNFINALIZED_INPUT, 32 DISPUTED, 64 TOMBSTONE, 128 reserved
    ///
    /// The word 0 means "never published". A published zero exposure has observedAt > 0.
    type Word is uint256;

    /// @notice What the signers sign (EIP-712), once per chain and oracle address.
    struct EpochReport {
        bytes32 streamId; // keccak256 of the scope: protocol, risk model and account universe
        uint64 epoch; // strictly increasing within a stream, never reused
        uint64 setVersion; // the signer set that signed
        uint40 observedAt; // unix seconds, the oldest source as-of time in the epoch
        uint40 validUntil; // unix seconds, the last second at which the epoch may be used
        uint32 leafCount; // accounts in the epoch
        bytes32 root; // Merkle root (see `prove`) or flat root (see `storeSigned`)
        bytes32 inputsHash; // keccak256 of the ordered (chain id, block number, block hash) list that was read
        bytes32 modelHash; // risk model and configuration
    }

    /// @notice Signatures over one report. Signature i is the EIP-2098 pair (rvs[2i], rvs[2i+1]) = (r, yParityAndS),
    /// made by set[uint8(idx[i])].
    struct Quorum {
        address[] set; // the whole signer set, strictly ascending
        bytes idx; // one byte per signature: index into `set`, strictly ascending
        bytes32[] rvs;
    }

    /// @notice Whether a word may be relied on. Only `Fresh` may reduce a margin requirement; every other status means
    /// "use the stand-alone margin", never "revert" and never "exposure is zero".
    enum Status {
        Unknown, // nothing was ever published for this account
        Fresh, // usable
        Stale, // observed longer ago than the reader's maxAge
        Expired, // past the validUntil of the epoch that published it
        Future, // observed more than maxFutureSkew ahead of this block
        Halted, // reserved: not returned by this release
        Tombstoned, // the signers withdrew the account
        Flagged // VALID is missing, or any other flag is set
    }

    /// @notice A root became the head of its stream.
    event EpochCommitted(
        bytes32 indexed streamId,
        uint64 indexed epoch,
        bytes32 root,
        uint40 observedAt,
        uint40 validUntil,
        uint32 leafCount,
        bytes32 inputsHash,
        bytes32 modelHash,
        address submitter
    );

    /// @notice A signed batch of rows became the head of its stream. The rows are in the calldata of the transaction.
    /// @param stored Rows written.
    /// @param skipped Rows left out: not newer than the stored word, or not storable (see `storeSigned`).
    /// @param rowsHash keccak256 of the rows; equal to the signed root.
    event RowsStored(bytes32 indexed streamId, uint64 indexed epoch, uint256 stored, uint256 skipped, bytes32 rowsHash);

    /// @notice Too few signatures, or one that is malformed, malleable (high s), out of order or not of the named signer.
    error BadQuorum();
    /// @notice The signer set is not the one in force, or (constructor) breaks the rules for a set.
    error BadSet();
    /// @notice validUntil has passed, or lies before observedAt.
    error ExpiredReport();
    /// @notice observedAt lies more than maxFutureSkew ahead of this block.
    error FutureReport();
    /// @notice The epoch is not above the head of its stream.
    /// @param have Epoch of the head.
    error OldEpoch(uint64 have);
    /// @notice The proof or the rows do not match the signed root.
    error BadProof();

    /// @notice Makes a signed root the head of its stream. Anyone may send it.
    /// @dev The epoch and root that are the head already return false before anything else is looked at, signatures
    /// included: nothing is written or logged, and the answer tells no more than `head` does. So `false` does not mean
    /// that the arguments were valid, only that this epoch with this root is in place.
    /// @return accepted True if the report became the head.
    function commit(EpochReport calldata report, Quorum calldata quorum) external returns (bool accepted);

    /// @notice Stores signed rows and makes their hash the head of the stream. Anyone may send it.
    /// @dev A row is 52 bytes: EVM account (20), Word (32). report.root is the flat root keccak256(rows), and
    /// report.leafCount the number of rows. The accountId of a row is the account, left-padded with zeros.
    ///
    /// A row is stored if its observedAt is above that of the stored word, not after the report's validUntil, and at
    /// most maxFutureSkew ahead of this block. Other rows (so also word 0) are skipped and counted; they never revert
    /// the batch. The epoch and root that are the head already, with their rows stored, return 0 as in `commit`; if
    /// only `commit` has seen them, the rows are stored now.
    /// @return stored Rows written.
    function storeSigned(EpochReport calldata report, bytes calldata rows, Quorum calldata quorum)
        external
        returns (uint256 stored);

    /// @notice The stored word of an account, with its status. Never reverts.
    /// @dev `Expired` is judged by the epoch that stored the word: a later epoch without a newer row for the account
    /// does not extend its life. The contract keeps the remaining life of a row in steps of 16 s, rounded down, and at
    /// most 4,080 s after the word's observedAt; so a row may expire up to 15 s early, but never late.
    /// @param accountId EVM account, left-padded with zeros.
    /// @param maxAge Seconds; the oldest observation the reader accepts.
    /// @return status The first that holds of Unknown, Tombstoned, Expired, Future, Stale, Flagged, Fresh.
    /// @return word As signed; 0 if there is none.
    /// @return epoch Head of the stream; 0 if there is none. The word may be of an earlier epoch.
    function latest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (Status status, Word word, uint64 epoch);

    /// @notice The status of a word that the caller proves against the Merkle root at the head of the stream.
    /// @dev Leaf = keccak256(keccak256(abi.encode(accountId, word))); node = keccak256(smaller child, larger child).
    /// Reverts with BadProof if the proof does not lead to the root, whatever the status; a stream without a head is
    /// Unknown.
    /// @param accountId EVM account left-padded with zeros, or keccak256 of the CAIP-10 text on other chains.
    /// @param maxAge Seconds; the oldest observation the reader accepts.
    /// @return status The first that holds of Unknown, Tombstoned, Expired, Future, Stale, Flagged, Fresh.
    function prove(bytes32 streamId, bytes32 accountId, Word word, bytes32[] calldata proof, uint256 maxAge)
        external
        view
        returns (Status status);

    /// @notice The newest accepted epoch of a stream; all zero if there is none.
    function head(bytes32 streamId)
        external
        view
        returns (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root);

    /// @notice The EIP-712 digest that signers sign, for this contract on the current chain.
    function reportDigest(EpochReport calldata report) external view returns (bytes32);

    /// @notice EIP-712 domain separator on the current chain; recomputed if the chain id changes.
    function domainSeparator() external view returns (bytes32);

    /// @notice keccak256 of the signers as 32-byte left-padded words, ascending: keccak256(abi.encodePacked(set)).
    function signerSetHash() external view returns (bytes32);

    /// @notice Signatures needed.
    function threshold() external view returns (uint8);

    /// @notice Version of the signer set in force.
    function setVersion() external view returns (uint64);

    /// @notice Seconds that an observation may lie ahead of the block, for clocks that differ.
    function maxFutureSkew() external view returns (uint40);
}
