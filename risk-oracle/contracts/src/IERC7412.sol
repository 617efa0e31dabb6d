// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @title ERC-7412: on-demand off-chain data retrieval (draft)
interface IERC7412 {
    /// @notice A client fetches the signed data for `oracleQuery`, and sends `fulfillOracleQuery` ahead of its call.
    /// @param feeRequired Wei.
    error OracleDataRequired(address oracleContract, bytes oracleQuery, uint256 feeRequired);

    /// @notice The network that answers the queries of this contract.
    function oracleId() external view returns (bytes32);

    function fulfillOracleQuery(bytes calldata signedOffchainData) external payable;
}
