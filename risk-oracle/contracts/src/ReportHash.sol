// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title EIP-712 struct hash of an EpochReport
library ReportHash {
    bytes32 internal constant TYPEHASH = keccak256(
        "EpochReport(bytes32 streamId,uint64 epoch,uint64 setVersion,uint40 observedAt,uint40 validUntil,uint32 leafCount,bytes32 root,bytes32 inputsHash,bytes32 modelHash)"
    );

    /// @dev keccak256(abi.encode(TYPEHASH, report)), by copying the nine words of the calldata: so the upper bits of the
    /// narrow fields are hashed too, and a report where they are not zero is one that nobody signed.
    function structHash(ISetoffRiskOracle.EpochReport calldata report) internal pure returns (bytes32 hash) {
        bytes32 typeHash = TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 0x20), report, 0x120)
            hash := keccak256(free, 0x140)
        }
    }
}
