// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";

/// @notice Packs words independently of the code under test.
library Words {
    uint8 internal constant VALID = 1;

    function pack(int64 net, uint64 gross, uint64 margin, uint40 observedAt, uint16 coverageBps, uint8 flags)
        internal
        pure
        returns (ISetoffRiskOracle.Word)
    {
        bytes memory packed = abi.encodePacked(net, gross, margin, observedAt, coverageBps, flags);
        return ISetoffRiskOracle.Word.wrap(uint256(bytes32(packed)));
    }

    /// @notice -12.5 USD net of 40 USD gross, every source fresh.
    function seen(uint256 observedAt, uint8 flags) internal pure returns (ISetoffRiskOracle.Word) {
        return pack(-12_500_000, 40_000_000, 3_000_000, uint40(observedAt), 10_000, flags);
    }

    function seen(uint256 observedAt) internal pure returns (ISetoffRiskOracle.Word) {
        return seen(observedAt, VALID);
    }

    function raw(ISetoffRiskOracle.Word word) internal pure returns (uint256) {
        return ISetoffRiskOracle.Word.unwrap(word);
    }
}
