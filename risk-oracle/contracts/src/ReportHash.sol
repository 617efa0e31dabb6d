// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title EIP-712 struct hash of an EpochReport
library ReportHash {
    bytes32 internal constant TYPEHASH = keccak256(
        "EpochReport(bytes32 streamId,uint64 epoch,uint64 setVersion,uint40 observedAt,uint40 validUntil,uint32 leafCount,bytes32 root,bytes32 inputsHash,bytes32 modelHash)"
    );

    function structHash(ISetoffRiskOracle.EpochReport calldata report) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, report));
    }
}
