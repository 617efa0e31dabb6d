// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Emits position-like events that depend on (seed, i) only, so that totals can be worked out without a node.
contract PositionBook {
    event PositionChanged(address indexed account, bytes32 indexed market, int256 sizeDelta, uint256 price);

    uint256 public immutable accounts;
    uint256 public immutable markets;

    constructor(uint256 accounts_, uint256 markets_) {
        accounts = accounts_;
        markets = markets_;
    }

    function accountAt(uint256 index) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked("setoff.account", index)))));
    }

    function batch(uint256 seed, uint256 n) external {
        uint256 a = accounts;
        uint256 m = markets;
        for (uint256 i = 0; i < n; i++) {
            uint256 h = uint256(keccak256(abi.encodePacked(seed, i)));
            address account = accountAt((h & type(uint64).max) % a);
            bytes32 market = keccak256(abi.encodePacked("setoff.market", ((h >> 64) & type(uint64).max) % m));
            int256 delta = (int256(((h >> 128) & type(uint64).max) % 2000001) - 1000000) * 1e12;
            uint256 price = (((h >> 192) & type(uint64).max) % 10000000 + 1) * 1e16;
            emit PositionChanged(account, market, delta, price);
        }
    }
}
