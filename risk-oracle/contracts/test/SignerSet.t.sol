// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Deploy} from "./kit/Deploy.sol";
import {Fixture} from "./kit/Fixture.sol";

contract SignerSetTest is Fixture {
    function deploy(uint256 n, uint8 threshold, bool good) private {
        address[] memory signers = new address[](n);
        for (uint256 i; i < n; ++i) {
            signers[i] = address(uint160(i + 1));
        }
        if (!good) refused(ISetoffRiskOracle.BadSet.selector);
        Deploy.oracle(signers, threshold);
    }

    function testThresholdIsMoreThanHalfOfTheSetAndAtMostAll() public {
        deploy(1, 1, true);
        deploy(2, 2, true);
        deploy(3, 2, true);
        deploy(4, 3, true);
        deploy(5, 3, true);
        deploy(5, 5, true);
        deploy(256, 129, true);
        deploy(256, 255, true);

        deploy(1, 0, false);
        deploy(2, 1, false);
        deploy(4, 2, false);
        deploy(5, 2, false);
        deploy(5, 6, false);
        deploy(256, 128, false);
    }

    function testSetSizeIsOneTo256() public {
        deploy(0, 0, false);
        deploy(0, 1, false);
        deploy(257, 200, false);
    }

    function testSignersAreAscendingDistinctAndNotZero() public {
        address[] memory signers = new address[](3);
        (signers[0], signers[1], signers[2]) = (address(1), address(3), address(2));
        refused(ISetoffRiskOracle.BadSet.selector);
        Deploy.oracle(signers, 2);

        (signers[0], signers[1], signers[2]) = (address(1), address(2), address(2));
        refused(ISetoffRiskOracle.BadSet.selector);
        Deploy.oracle(signers, 2);

        (signers[0], signers[1], signers[2]) = (address(0), address(1), address(2));
        refused(ISetoffRiskOracle.BadSet.selector);
        Deploy.oracle(signers, 2);
    }
}
