// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {MerklePath} from "./MerklePath.sol";
import {ReportHash} from "./ReportHash.sol";
import {SignerQuorum} from "./SignerQuorum.sol";
import {WordStatus} from "./WordStatus.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title Reading the oracle from a consumer
/// @notice Two ways, both cheaper than a plain call: a stored word, and pull mode, where the caller brings the signed
/// report and the oracle is asked only for the signer set, the halt flag and the head of the stream. Only `Fresh` may
/// lower a margin.
library SetoffVerifier {
    using ReportHash for ISetoffRiskOracle.EpochReport;
    using SignerQuorum for ISetoffRiskOracle.Quorum;

    /// @notice A report, and one leaf of its root opened.
    struct SignedWord {
        ISetoffRiskOracle.EpochReport report;
        ISetoffRiskOracle.Quorum quorum;
        ISetoffRiskOracle.Word word;
        bytes16 salt; // 0 for a leaf without one
        bytes32[] proof; // siblings from the leaf up
    }

    /// @notice `ISetoffRiskOracle.latest`, which never reverts: a contract that does not answer as the oracle does is
    /// Unknown.
    /// @param accountId EVM account left-padded with zeros.
    /// @param maxAge Seconds; the oldest observation the caller accepts.
    /// @return status The first that holds of Halted, Unknown, Tombstoned, Expired, Future, Stale, Flagged, Fresh.
    /// @return word As signed; 0 if there is none.
    /// @return epoch Head of the stream; 0 if there is none.
    function latest(ISetoffRiskOracle oracle, bytes32 streamId, bytes32 accountId, uint256 maxAge)
        internal
        view
        returns (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word, uint64 epoch)
    {
        bytes4 selector = ISetoffRiskOracle.latest.selector;
        uint256 last = uint256(type(ISetoffRiskOracle.Status).max);
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            mstore(add(free, 0x04), streamId)
            mstore(add(free, 0x24), accountId)
            mstore(add(free, 0x44), maxAge)
            let ok := staticcall(gas(), oracle, free, 0x64, free, 0x60)
            if and(and(ok, gt(returndatasize(), 0x5f)), iszero(gt(mload(free), last))) {
                status := mload(free)
                word := mload(add(free, 0x20))
                epoch := and(mload(add(free, 0x40)), 0xffffffffffffffff)
            }
        }
    }

    /// @notice The status of `signed.word` for the account. Only `Fresh` may lower a margin.
    /// @dev Reverts with BadSet, BadQuorum, BadProof or OldEpoch as `ISetoffRiskOracle.verify` does. The caller checks that
    /// `signed.report.streamId` is the stream it trusts, and keeps the epoch it acted on to refuse lower ones.
    /// @param oracle The contract that the report was signed for, on this chain.
    /// @param accountId EVM account left-padded with zeros, or keccak256 of the CAIP-10 text on other chains.
    /// @param maxAge Seconds; the oldest observation the caller accepts.
    function statusOf(ISetoffRiskOracle oracle, SignedWord calldata signed, bytes32 accountId, uint256 maxAge)
        internal
        view
        returns (ISetoffRiskOracle.Status)
    {
        ISetoffRiskOracle.EpochReport calldata report = signed.report;
        bytes32 root = report.root;
        bytes32 leaf = MerklePath.leaf(accountId, signed.word, signed.salt);
        if (MerklePath.root(signed.proof, leaf) != root) revert ISetoffRiskOracle.BadProof();
        (bytes32 domain, bytes32 setHash, uint8 threshold, bool halted) =
            oracle.verifierState(report.streamId, report.setVersion, report.epoch, root);
        signed.quorum.check(MessageHashUtils.toTypedDataHash(domain, report.structHash()), setHash, threshold);
        return halted ? ISetoffRiskOracle.Status.Halted : WordStatus.statusOfPulled(report, signed.word, maxAge);
    }
}
