// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {StreamHead} from "./StreamHead.sol";

/// @title What the oracle keeps of every stream
/// @dev First in the storage of the oracle, so that its slot is 0, which is the cheapest to name.
abstract contract StreamStorage {
    struct Stream {
        StreamHead.Slot head;
        bytes32 root;
        mapping(bytes32 accountId => Row) rows;
    }

    /// @dev A struct, so that a reference to it hashes the key once for reading and writing.
    struct Row {
        uint256 slot; // StoredWord
    }

    mapping(bytes32 streamId => Stream) internal _streams;
}
