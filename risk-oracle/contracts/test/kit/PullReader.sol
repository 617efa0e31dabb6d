// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";

/// @notice The verifier library as a contract.
contract PullReader {
    function statusOf(
        ISetoffRiskOracle oracle,
        SetoffVerifier.SignedWord calldata signed,
        bytes32 accountId,
        uint256 maxAge
    ) external view returns (ISetoffRiskOracle.Status) {
        return SetoffVerifier.statusOf(oracle, signed, accountId, maxAge);
    }

    function latest(ISetoffRiskOracle oracle, bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word, uint64 epoch)
    {
        return SetoffVerifier.latest(oracle, streamId, accountId, maxAge);
    }
}
