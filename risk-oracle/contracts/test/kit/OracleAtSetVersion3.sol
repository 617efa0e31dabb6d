// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {SetoffRiskOracle} from "../../src/SetoffRiskOracle.sol";

/// @notice The oracle as it will be after two changes of the signer set: the EIP-712 vector was signed by version 3.
contract OracleAtSetVersion3 is SetoffRiskOracle {
    constructor(address[] memory signers, uint8 quorum) SetoffRiskOracle(signers, quorum) {}

    function setVersion() public pure override returns (uint64) {
        return 3;
    }
}
