// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title From a word and its proof to a Merkle root
/// @notice The tree of OpenZeppelin's StandardMerkleTree with the leaf types (bytes32, uint256), or (bytes32, uint256,
/// bytes16) with a salt: leaves are hashed twice and are 32 bytes before the outer hash, nodes are 64, so neither can be
/// presented as the other.
library MerklePath {
    function leaf(bytes32 accountId, ISetoffRiskOracle.Word word) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(accountId, word))));
    }

    /// @param salt 0 for none.
    function leaf(bytes32 accountId, ISetoffRiskOracle.Word word, bytes16 salt) internal pure returns (bytes32) {
        if (salt == 0) return leaf(accountId, word);
        return keccak256(bytes.concat(keccak256(abi.encode(accountId, word, salt))));
    }

    /// @notice Node = keccak256(smaller child, larger child), so a proof needs no left and right.
    /// @param proof Siblings from the leaf up.
    function root(bytes32[] calldata proof, bytes32 node) internal pure returns (bytes32) {
        if (proof.length == 0) return node;
        assembly ("memory-safe") {
            let sibling := proof.offset
            let end := add(sibling, shl(5, proof.length))
            for {} 1 {} {
                let place := shl(5, gt(node, calldataload(sibling)))
                mstore(place, node)
                mstore(xor(place, 0x20), calldataload(sibling))
                node := keccak256(0, 0x40)
                sibling := add(sibling, 0x20)
                if iszero(lt(sibling, end)) { break }
            }
        }
        return node;
    }
}
