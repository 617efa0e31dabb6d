// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SignerSets} from "../../src/SignerSets.sol";
import {vm} from "./Vm.sol";

/// @notice Deploys the oracle from its artifact, so that the test contracts do not carry its code.
library Deploy {
    address internal constant OWNER = address(uint160(uint256(keccak256("owner"))));
    address internal constant GUARDIAN = address(uint160(uint256(keccak256("guardian"))));
    uint40 internal constant ROTATION_DELAY = 1 days;
    uint40 internal constant ROTATION_GRACE = 6 hours;

    function governance() internal pure returns (SignerSets.Governance memory) {
        return SignerSets.Governance(OWNER, GUARDIAN, ROTATION_DELAY, ROTATION_GRACE);
    }

    function initcode(address[] memory signers, uint8 threshold, SignerSets.Governance memory rule)
        internal
        view
        returns (bytes memory)
    {
        return bytes.concat(vm.getCode("SetoffRiskOracle.sol:SetoffRiskOracle"), abi.encode(signers, threshold, rule));
    }

    function oracle(address[] memory signers, uint8 threshold) internal returns (ISetoffRiskOracle) {
        return oracle(signers, threshold, governance());
    }

    function oracle(address[] memory signers, uint8 threshold, SignerSets.Governance memory rule)
        internal
        returns (ISetoffRiskOracle deployed)
    {
        bytes memory code = initcode(signers, threshold, rule);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }
}
