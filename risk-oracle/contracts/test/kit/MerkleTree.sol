// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";

/// @notice A complete binary tree over any number of leaves, in the layout of OpenZeppelin's StandardMerkleTree: node i
/// has the children 2i + 1 and 2i + 2, the leaves are the last n of the 2n - 1 nodes.
library MerkleTree {
    function leaf(bytes32 accountId, ISetoffRiskOracle.Word word) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(accountId, word))));
    }

    function build(bytes32[] memory leaves) internal pure returns (bytes32[] memory nodes) {
        uint256 n = leaves.length;
        nodes = new bytes32[](2 * n - 1);
        for (uint256 i; i < n; ++i) {
            nodes[n - 1 + i] = leaves[i];
        }
        for (uint256 i = n - 1; i > 0; --i) {
            nodes[i - 1] = parent(nodes[2 * i - 1], nodes[2 * i]);
        }
    }

    function proof(bytes32[] memory nodes, uint256 leafIndex) internal pure returns (bytes32[] memory path) {
        uint256 start = (nodes.length + 1) / 2 - 1 + leafIndex;
        uint256 depth;
        for (uint256 i = start; i > 0; i = (i - 1) / 2) {
            ++depth;
        }
        path = new bytes32[](depth);
        uint256 level;
        for (uint256 i = start; i > 0; i = (i - 1) / 2) {
            path[level++] = nodes[i % 2 == 1 ? i + 1 : i - 1];
        }
    }

    function parent(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }
}
