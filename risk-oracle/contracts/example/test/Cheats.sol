// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @notice The Foundry cheat codes that these tests use; with forge-std installed, take its `Vm` instead.
interface Cheats {
    function warp(uint256 timestamp) external;
    function prank(address sender) external;
    function etch(address target, bytes calldata code) external;
    function expectRevert(bytes calldata data) external;
    function assertEq(uint256 actual, uint256 expected, string calldata message) external pure;
    function assertTrue(bool actual, string calldata message) external pure;
    function envAddress(string calldata name) external view returns (address);
    function envBytes32(string calldata name) external view returns (bytes32);
}

Cheats constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
