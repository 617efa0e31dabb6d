// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../../src/ExposureWord.sol";
import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";

contract MarginConsumer {
    using ExposureWord for ISetoffRiskOracle.Word;

    ISetoffRiskOracle public immutable oracle;
    bytes32 public immutable streamId;

    constructor(ISetoffRiskOracle oracle_, bytes32 streamId_) {
        (oracle, streamId) = (oracle_, streamId_);
    }

    /// @param standAlone Margin without the oracle, 1e-6 USD. The answer is never more, and at least 70 % of it.
    function requiredMargin(address account, uint256 standAlone) public view returns (uint256) {
        (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word,) =
            SetoffVerifier.latest(oracle, streamId, bytes32(uint256(uint160(account))), 5 minutes);
        if (status != ISetoffRiskOracle.Status.Fresh || word.coverageBps() < 10_000) return standAlone;
        uint256 margin = word.marginUsd();
        return margin > standAlone || margin < standAlone * 70 / 100 ? standAlone : margin;
    }
}
