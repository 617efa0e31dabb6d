// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// Test double of a Chainlink price feed: the reading side of AggregatorV3Interface and AggregatorInterface, with answers
/// that its owner sets. It imitates the interface, not the oracle network behind it.
contract ChainlinkFeedDouble {
    struct Round {
        int256 answer;
        uint256 updatedAt;
    }

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);
    event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt);

    error NotOwner(address caller);
    error NoData(uint80 roundId);

    uint256 public constant version = 4;
    /// Rounds that can be read back. A node's work for a block grows with the state, and a live devnet sets a price a second.
    uint80 public constant HISTORY = 64;
    uint8 public immutable decimals;
    address public immutable owner;
    string public description;
    uint80 private _latestRound;
    mapping(uint80 place => Round) private _rounds;

    /// @param decimals_ of every answer: 8 for a USD feed
    /// @param description_ the pair, as "ETH / USD"
    /// @param answer_ the first price, in 10^-decimals_ of the quote
    constructor(uint8 decimals_, string memory description_, int256 answer_) {
        decimals = decimals_;
        description = description_;
        owner = msg.sender;
        _setAnswer(answer_);
    }

    function setAnswer(int256 answer) external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _setAnswer(answer);
    }

    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return getRoundData(_latestRound);
    }

    function latestAnswer() external view returns (int256) {
        return _rounds[_latestRound % HISTORY].answer;
    }

    function latestTimestamp() external view returns (uint256) {
        return _rounds[_latestRound % HISTORY].updatedAt;
    }

    function latestRound() external view returns (uint256) {
        return _latestRound;
    }

    function getRoundData(uint80 id)
        public
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        if (id == 0 || id > _latestRound || id + HISTORY <= _latestRound) revert NoData(id);
        Round memory r = _rounds[id % HISTORY];
        return (id, r.answer, r.updatedAt, r.updatedAt, id);
    }

    function _setAnswer(int256 answer) private {
        uint80 id = ++_latestRound;
        _rounds[id % HISTORY] = Round(answer, block.timestamp);
        emit NewRound(id, msg.sender, block.timestamp);
        emit AnswerUpdated(answer, id, block.timestamp);
    }
}
