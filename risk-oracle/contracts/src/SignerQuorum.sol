// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title t-of-n signatures by a signer set that is known by its hash
/// @notice Set hash = keccak256 of the signers as 32-byte left-padded words, ascending. It fixes their number too.
library SignerQuorum {
    uint256 private constant MAX_SIGNERS = 256; // an index is one byte

    /// @notice Checks the rules for a set: 1 to 256 signers, strictly ascending, none zero, and a threshold of more than
    /// half of them, so that any two quorums share a signer.
    /// @return Set hash.
    function hashOf(address[] memory signers, uint256 threshold) internal pure returns (bytes32) {
        uint256 n = signers.length;
        if (n > MAX_SIGNERS || threshold > n || 2 * threshold <= n) revert ISetoffRiskOracle.BadSet();
        address previous;
        for (uint256 i; i < n; ++i) {
            if (signers[i] <= previous) revert ISetoffRiskOracle.BadSet();
            previous = signers[i];
        }
        return keccak256(abi.encodePacked(signers));
    }

    /// @notice Reverts unless `quorum` holds at least `threshold` signatures of `digest`, and nothing but valid ones.
    /// @dev A set is scheduled by its hash, unseen. So the rules that make a quorum are checked here again, on what is
    /// used: more than half of the set, and signers that are strictly ascending, hence distinct and none zero.
    /// @param threshold 0 if no set is in force.
    function check(ISetoffRiskOracle.Quorum calldata quorum, bytes32 digest, bytes32 setHash, uint256 threshold)
        internal
        pure
    {
        address[] calldata set = quorum.set;
        bytes calldata idx = quorum.idx;
        bytes32[] calldata rvs = quorum.rvs;
        unchecked {
            if (_hashOf(set) != setHash || 2 * threshold <= set.length) revert ISetoffRiskOracle.BadSet();
            if (idx.length < threshold || rvs.length != 2 * idx.length) revert ISetoffRiskOracle.BadQuorum();
            address previous;
            for (uint256 i; i < idx.length; ++i) {
                address signer;
                bytes32 r;
                bytes32 vs;
                assembly ("memory-safe") {
                    let index := byte(0, calldataload(add(idx.offset, i)))
                    // An index beyond the set names the zero address, which is not above `previous`.
                    if lt(index, set.length) { signer := calldataload(add(set.offset, shl(5, index))) }
                    let signature := add(rvs.offset, shl(6, i))
                    r := calldataload(signature)
                    vs := calldataload(add(signature, 0x20))
                }
                (address recovered,,) = ECDSA.tryRecover(digest, r, vs);
                if (signer <= previous || recovered != signer) revert ISetoffRiskOracle.BadQuorum();
                previous = signer;
            }
        }
    }

    /// @dev Hashes the calldata as it stands, so a word with dirty upper bits is another set.
    function _hashOf(address[] calldata set) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, set.length)
            calldatacopy(free, set.offset, size)
            hash := keccak256(free, size)
        }
    }
}
