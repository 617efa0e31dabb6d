// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @notice The forge cheat codes that these tests use. forge-std is not published to npm by its authors.
interface Vm {
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    // chain
    function warp(uint256 timestamp) external;
    function chainId(uint256 id) external;
    function setEvmVersion(string calldata name) external;
    function prank(address sender) external;
    function getCode(string calldata artifact) external view returns (bytes memory);
    function etch(address target, bytes calldata code) external;
    function deal(address target, uint256 balance) external;
    function store(address target, bytes32 slot, bytes32 value) external;
    function record() external;
    function accesses(address target) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function lastCallGas() external view returns (Gas memory);
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;
    function snapshotState() external returns (uint256);
    function revertToState(uint256 id) external returns (bool);

    // keys
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function addr(uint256 key) external pure returns (address);
    function getNonce(address target) external view returns (uint64);
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);

    // expectations
    function assume(bool condition) external pure;
    function expectRevert(bytes calldata data) external;
    function expectRevert() external;
    function expectEmit(bool topic1, bool topic2, bool topic3, bool data, address emitter) external;
    function assertTrue(bool actual, string calldata message) external pure;
    function assertFalse(bool actual, string calldata message) external pure;
    function assertEq(uint256 actual, uint256 expected, string calldata message) external pure;
    function assertEq(int256 actual, int256 expected, string calldata message) external pure;
    function assertEq(bytes32 actual, bytes32 expected, string calldata message) external pure;
    function assertEq(address actual, address expected, string calldata message) external pure;
    function assertLe(uint256 actual, uint256 limit, string calldata message) external pure;
    function assertGe(uint256 actual, uint256 limit, string calldata message) external pure;

    // text
    function parseJsonUint(string calldata json, string calldata path) external pure returns (uint256);
    function readFile(string calldata path) external view returns (string memory);
    function contains(string calldata text, string calldata part) external pure returns (bool);
    function split(string calldata text, string calldata separator) external pure returns (string[] memory);
    function replace(string calldata text, string calldata from, string calldata to)
        external
        pure
        returns (string memory);
    function toString(uint256 value) external pure returns (string memory);
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
