// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {IERC7412} from "./IERC7412.sol";

/// @title Setoff risk oracle: the net exposure and margin of accounts, signed by a quorum
/// @notice Every value is authorised by the signatures of a t-of-n signer set; whoever sends the transaction is not
/// trusted and needs no permission. Amounts are USD in units of 1e-6, times are unix seconds.
///
/// The oracle grants benefit and never blocks an exit: only `Fresh` may lower a margin, and a consumer must not need an
/// answer for a repayment, a top-up, a withdrawal of surplus or a liquidation at stand-alone margin.
///
/// A stream belongs to one consuming protocol and one model, so that the report for one cannot be used as another's.
interface ISetoffRiskOracle is IERC7412 {
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
        uint64 setVersion; // the signer set that signed, in force when the report is used
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
        Halted, // the guardian halted the stream, or did so after the stored word was observed
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

    /// @notice `store` wrote a word.
    event ExposureStored(bytes32 indexed streamId, bytes32 indexed accountId, uint64 epoch, Word word);

    /// @notice `store` left a word out, and kept the stored one.
    /// @param reason 1 not newer than the stored word, 2 observed after validUntil, too far ahead of the block, or after
    /// 2106.
    event ExposureSkipped(bytes32 indexed streamId, bytes32 indexed accountId, uint64 epoch, uint8 reason);

    /// @notice A signer set will be in force from `activeFrom` (unix seconds) on; the one before it ends after the grace.
    event SignerSetScheduled(uint64 indexed version, bytes32 setHash, uint8 threshold, uint40 activeFrom);

    /// @notice A signer set is not in force any more, and never will be again. If it was only scheduled, the set before it
    /// stays in force as if it had not been.
    event SignerSetRevoked(uint64 indexed version);

    /// @notice Nothing in the stream may be used until it is resumed.
    /// @param guardian Who halted it: the guardian or the owner.
    /// @param reasonHash keccak256 of the published reason.
    event Halted(bytes32 indexed streamId, address guardian, bytes32 reasonHash);

    /// @notice The stream takes reports again, from `minEpoch` on.
    event Resumed(bytes32 indexed streamId, uint64 minEpoch);

    /// @notice Too few signatures, or one that is malformed, malleable (high s), out of order or not of the named signer.
    error BadQuorum();
    /// @notice The signer set is not in force, not the one with that version, or breaks the rules for a set.
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
    /// @notice The guardian halted the stream.
    error StreamHalted();
    /// @notice `resume` of a stream that is not halted.
    error StreamNotHalted();
    /// @notice The caller is not the owner; for what the guardian may do, neither of them.
    error Unauthorised();
    /// @notice activeFrom is nearer than the rotation delay, or before that of the set which it follows; or the delay or grace of
    /// a new oracle is out of range.
    error BadSchedule();
    /// @notice `fulfillOracleQuery` takes the calldata of `commit` or of `storeSigned` and nothing else.
    error UnknownQuery();

    /// @notice Makes a signed root the head of its stream. Anyone may send it.
    /// @dev The epoch and root that are the head already return false before anything else is looked at, signatures
    /// included: nothing is written or logged, and the answer tells no more than `head` does. So `false` does not mean
    /// that the arguments were valid, only that this epoch with this root is in place. Everything else reverts while
    /// the stream is halted.
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

    /// @notice Stores words that are proved against the root at the head of the stream, for readers of `latest`. Anyone
    /// may send it; all three arrays have the same length.
    /// @dev A wrong proof reverts the call; a word that the rule of `storeSigned` leaves out is skipped and logged. The
    /// words expire with the head. Leaves with a salt cannot be stored.
    /// @return stored Words written.
    function store(bytes32 streamId, bytes32[] calldata accountIds, Word[] calldata words, bytes32[][] calldata proofs)
        external
        returns (uint256 stored);

    /// @notice ERC-7412: publishes what an `OracleDataRequired` asked for. Anyone may send it; there is no fee, and value
    /// sent along is refused.
    /// @dev An epoch that has been overtaken meanwhile is no error: the newer one is in place.
    /// @param signedOffchainData Calldata of `commit` or of `storeSigned`, selector included.
    function fulfillOracleQuery(bytes calldata signedOffchainData) external payable;

    /// @notice The stored word of an account, with its status. Never reverts.
    /// @dev `Expired` is judged by the epoch that stored the word: a later epoch without a newer row for the account
    /// does not extend its life. The contract keeps the remaining life of a row in steps of 16 s, rounded down, and at
    /// most 4,080 s after the word's observedAt; so a row may expire up to 15 s early, but never late.
    ///
    /// A halt makes every word of the stream `Halted` that was stored before it. After `resume` they stay so, since a
    /// row does not keep its epoch: `Halted` is then every word observed up to maxFutureSkew after the halt.
    /// @param accountId EVM account, left-padded with zeros; what `store` wrote may have any id.
    /// @param maxAge Seconds; the oldest observation the reader accepts.
    /// @return status The first that holds of Halted, Unknown, Tombstoned, Expired, Future, Stale, Flagged, Fresh.
    /// @return word As signed; 0 if there is none.
    /// @return epoch Head of the stream; 0 if there is none. The word may be of an earlier epoch.
    function latest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (Status status, Word word, uint64 epoch);

    /// @notice `latest` for a caller that can fetch: returns a Fresh word or reverts.
    /// @dev Reverts with StreamHalted if the stream is halted, else with OracleDataRequired(this contract,
    /// abi.encode(streamId, accountId, maxAge)). For what needs the benefit only: an exit must not depend on it.
    function requireLatest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (Word word, uint64 epoch);

    /// @notice The status of a word that the caller proves against the Merkle root at the head of the stream.
    /// @dev Leaf = keccak256(keccak256(abi.encode(accountId, word))); node = keccak256(smaller child, larger child).
    /// Reverts with BadProof if the proof does not lead to the root, whatever the status; a stream without a root is
    /// Unknown.
    /// @param accountId EVM account left-padded with zeros, or keccak256 of the CAIP-10 text on other chains.
    /// @param maxAge Seconds; the oldest observation the reader accepts.
    /// @return status The first that holds of Halted, Unknown, Tombstoned, Expired, Future, Stale, Flagged, Fresh.
    function prove(bytes32 streamId, bytes32 accountId, Word word, bytes32[] calldata proof, uint256 maxAge)
        external
        view
        returns (Status status);

    /// @notice `prove` for the leaf of a linked account: keccak256(keccak256(abi.encode(accountId, word, salt))).
    /// @param salt Random, known to the account's owner and the publisher; without it a neighbour's proof, which shows
    /// this leaf, does not tell the word. 0 is the leaf without a salt.
    function proveSalted(
        bytes32 streamId,
        bytes32 accountId,
        Word word,
        bytes16 salt,
        bytes32[] calldata proof,
        uint256 maxAge
    ) external view returns (Status status);

    /// @notice The status of a word that the caller brings with the signed report: nothing has to be published before.
    /// @dev Reverts if the signatures, the set or the proof are not right (BadQuorum, BadSet, BadProof), and with OldEpoch
    /// if the epoch is below the head of the stream, or is the head with another root. Otherwise the status is that of
    /// `prove`, with two more limits: a report is Expired maxPullSeconds after its observedAt, so that a caller
    /// cannot choose among many; and Future as in `commit`. A consumer that acts on it keeps the epoch it used and
    /// refuses lower ones. SetoffVerifier does the same inside the consumer, for less gas.
    function verify(
        EpochReport calldata report,
        bytes32 accountId,
        Word word,
        bytes32[] calldata proof,
        Quorum calldata quorum,
        uint256 maxAge
    ) external view returns (Status status);

    /// @notice `verify` for the leaf of a linked account, see `proveSalted`.
    function verifySalted(
        EpochReport calldata report,
        bytes32 accountId,
        Word word,
        bytes16 salt,
        bytes32[] calldata proof,
        Quorum calldata quorum,
        uint256 maxAge
    ) external view returns (Status status);

    /// @notice What SetoffVerifier needs to judge a report inside a consumer.
    /// @dev Reverts with OldEpoch if the epoch is below the head of the stream, or is the head with another root.
    /// @return domain `domainSeparator`.
    /// @return setHash Of the set with that version.
    /// @return threshold Signatures needed; 0 if the set is not in force now, which no quorum satisfies.
    /// @return halted Whether the stream is halted.
    function verifierState(bytes32 streamId, uint64 setVersion, uint64 epoch, bytes32 root)
        external
        view
        returns (bytes32 domain, bytes32 setHash, uint8 threshold, bool halted);

    /// @notice Schedules a signer set and gives it the next version. Owner only.
    /// @dev The set before it, the newest that has neither ended nor been revoked, ends `rotationGrace` seconds after
    /// `activeFrom`. Signers work out the hash with `signerSetHashOf`; a hash that no valid set has can sign nothing.
    /// @param setHash See `signerSetHash`.
    /// @param threshold Signatures needed, more than half of the set.
    /// @param activeFrom Unix seconds; at least `rotationDelay` from now.
    function scheduleSignerSet(bytes32 setHash, uint8 threshold, uint40 activeFrom) external;

    /// @notice Ends a signer set at once and for good, in force or only scheduled. Guardian or owner.
    /// @dev Reports that it signed are refused from now on; what was stored before lives on to its expiry, unless the
    /// stream is halted as well. A set that was not in force yet is gone as if it had not been scheduled: the one that it
    /// was to follow gets back the end that it had. One that is in force leaves the set before it, in its grace, as it is:
    /// schedule another in time.
    function revokeSignerSet(uint64 version) external;

    /// @notice Makes everything in a stream unusable at once. Guardian or owner.
    /// @param reasonHash keccak256 of the published reason.
    function halt(bytes32 streamId, bytes32 reasonHash) external;

    /// @notice Ends a halt. Owner only. Epochs below `minEpoch` stay dead, in pull mode too, and so does what was stored.
    /// @param minEpoch Above the head of the stream, and above every epoch that may have been signed wrongly.
    function resume(bytes32 streamId, uint64 minEpoch) external;

    /// @notice The newest accepted epoch of a stream; all zero if there is none. After `resume` it is minEpoch - 1, with
    /// nothing else.
    function head(bytes32 streamId)
        external
        view
        returns (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root);

    /// @notice The EIP-712 digest that signers sign, for this contract on the current chain.
    function reportDigest(EpochReport calldata report) external view returns (bytes32);

    /// @notice EIP-712 domain separator on the current chain; recomputed if the chain id changes.
    function domainSeparator() external view returns (bytes32);

    /// @notice Hash of the signer set in force: keccak256 of the signers as 32-byte left-padded words, ascending, that is
    /// keccak256(abi.encodePacked(set)). 0 if no set is in force.
    function signerSetHash() external view returns (bytes32);

    /// @notice Signatures needed of the signer set in force; 0 if there is none.
    function threshold() external view returns (uint8);

    /// @notice Version of the signer set in force, the newest if an older one is in its grace; 0 if there is none.
    function setVersion() external view returns (uint64);

    /// @notice A signer set, scheduled, in force or ended; all zero if there is none of that version.
    /// @return setHash See `signerSetHash`.
    /// @return threshold Signatures needed.
    /// @return activeFrom First second in force, unix seconds.
    /// @return activeUntil Last second in force; 2^40 - 1 while no other follows, 0 if revoked.
    function signerSet(uint64 version)
        external
        view
        returns (bytes32 setHash, uint8 threshold, uint40 activeFrom, uint40 activeUntil);

    /// @notice The hash to schedule for a set. Reverts with BadSet if the set breaks the rules: 1 to 256 signers, strictly
    /// ascending, none zero, and a threshold of more than half of them.
    function signerSetHashOf(address[] calldata signers, uint8 threshold) external pure returns (bytes32 setHash);

    /// @notice May schedule signer sets and resume streams, and do all that the guardian may.
    function owner() external view returns (address);

    /// @notice May halt streams and revoke signer sets: can take power away and never give it.
    function guardian() external view returns (address);

    /// @notice Seconds between the scheduling of a signer set and its first second in force, at least; 1 hour to 30 days.
    function rotationDelay() external view returns (uint40);

    /// @notice Seconds that a signer set stays in force beside the one that follows it; at most 30 days.
    function rotationGrace() external view returns (uint40);

    /// @notice Seconds that an observation may lie ahead of the block, for clocks that differ.
    function maxFutureSkew() external view returns (uint40);

    /// @notice Seconds from its observedAt that a report may be used in `verify`, however late its validUntil.
    function maxPullSeconds() external view returns (uint40);
}
