// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

/// @title ERC-7412: on-demand off-chain data retrieval (draft)
/// @dev The error has the two arguments that deployed oracles revert with and every client knows, the npm package
/// `erc7412` for one. The draft's newer form, with a third for the fee, is not understood by all of them.
interface IERC7412 {
    /// @notice A client fetches the signed data for `oracleQuery`, and sends `fulfillOracleQuery` ahead of its call.
    error OracleDataRequired(address oracleContract, bytes oracleQuery);

    /// @notice The network that answers the queries of this contract: its name in ASCII, padded with zeros on the right,
    /// as clients read it to find their adapter.
    function oracleId() external view returns (bytes32);

    function fulfillOracleQuery(bytes calldata signedOffchainData) external payable;
}
