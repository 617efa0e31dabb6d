// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @title Ids of the two streams that a gateway publishes under one name
library StreamId {
    /// @notice The stream of rows, for `latest`.
    function rows(string memory name) internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(name), "/rows"));
    }

    /// @notice The stream of Merkle roots, for `prove`, `verify` and pull mode.
    function roots(string memory name) internal pure returns (bytes32) {
        return keccak256(bytes(name));
    }
}
