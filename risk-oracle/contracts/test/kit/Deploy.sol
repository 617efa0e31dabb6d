// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {vm} from "./Vm.sol";

/// @notice Deploys the release artifacts. They are built through the IR, the tests are not: that keeps the build short,
/// and `block.timestamp` is read anew after every `vm.warp`.
library Deploy {
    function initcode(string memory artifact, address[] memory signers, uint8 threshold)
        internal
        view
        returns (bytes memory)
    {
        return bytes.concat(vm.getCode(artifact), abi.encode(signers, threshold));
    }

    function oracle(address[] memory signers, uint8 threshold) internal returns (ISetoffRiskOracle deployed) {
        bytes memory code = initcode("SetoffRiskOracle.sol:SetoffRiskOracle", signers, threshold);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }
}
