// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @title A price feed, as far as the vault reads it: part of Chainlink's AggregatorV3Interface
interface IPriceFeed {
    /// @return Of every answer.
    function decimals() external view returns (uint8);

    /// @return roundId Not used.
    /// @return answer USD per whole token, in units of 10^-decimals.
    /// @return startedAt Not used.
    /// @return updatedAt Unix seconds.
    /// @return answeredInRound Not used.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
