// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @notice Calls that succeed or fail together, as an ERC-7412 client sends them.
contract Batch {
    struct Call {
        address to;
        bytes data;
    }

    function run(Call[] calldata calls) external returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            (bool ok, bytes memory answer) = calls[i].to.call(calls[i].data);
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(answer, 0x20), mload(answer))
                }
            }
            answers[i] = answer;
        }
    }
}
