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
    function check(ISetoffRiskOracle.Quorum calldata quorum, bytes32 digest, bytes32 setHash, uint256 threshold)
        internal
        pure
    {
        address[] calldata set = quorum.set;
        bytes calldata idx = quorum.idx;
        bytes32[] calldata rvs = quorum.rvs;
        if (_hashOf(set) != setHash) revert ISetoffRiskOracle.BadSet();

        unchecked {
            uint256 n = idx.length;
            if (n < threshold || rvs.length != 2 * n) revert ISetoffRiskOracle.BadQuorum();
            uint256 lowest;
            for (uint256 i; i < n; ++i) {
                uint256 signer = uint8(idx[i]);
                if (signer < lowest || signer >= set.length) revert ISetoffRiskOracle.BadQuorum();
                lowest = signer + 1;
                (address recovered,,) = ECDSA.tryRecover(digest, rvs[2 * i], rvs[2 * i + 1]);
                // A failed recovery is the zero address, which no set contains.
                if (recovered != set[signer]) revert ISetoffRiskOracle.BadQuorum();
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
