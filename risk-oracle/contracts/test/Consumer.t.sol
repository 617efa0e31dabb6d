// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MarginConsumer} from "./kit/MarginConsumer.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice The consumer that the README shows.
contract ConsumerTest is Fixture {
    uint256 private constant STAND_ALONE = 1_000_000_000; // 1,000 USD

    MarginConsumer private consumer;
    uint64 private epoch;

    function setUp() public override {
        super.setUp();
        consumer = new MarginConsumer(oracle, STREAM);
    }

    function publish(uint64 margin, uint16 coverageBps, uint8 flags) private {
        bytes memory rows = row(account(0), Words.pack(-1, 1, margin, uint40(NOW - 10 + ++epoch), coverageBps, flags));
        vm.assertEq(storeSigned(flatReport(epoch, rows), rows), 1, "stored");
    }

    function assertRequired(uint256 expected) private view {
        vm.assertEq(consumer.requiredMargin(account(0), STAND_ALONE), expected, "required margin");
    }

    function testFreshWordLowersTheMargin() public {
        publish(800_000_000, 10_000, 1);
        assertRequired(800_000_000);
    }

    function testAnythingButAFreshWordMeansStandAloneMargin() public {
        assertRequired(STAND_ALONE);
        publish(800_000_000, 10_000, 1 | 4);
        assertRequired(STAND_ALONE);
        publish(800_000_000, 10_000, 1);
        vm.warp(NOW + WINDOW + 1);
        assertRequired(STAND_ALONE);
    }

    function testLowCoverageMeansStandAloneMargin() public {
        publish(800_000_000, 9_999, 1);
        assertRequired(STAND_ALONE);
    }

    function testBenefitIsLimitedAndNeverNegative() public {
        publish(700_000_000, 10_000, 1);
        assertRequired(700_000_000);
        publish(699_999_999, 10_000, 1);
        assertRequired(STAND_ALONE);
        publish(1_000_000_001, 10_000, 1);
        assertRequired(STAND_ALONE);
    }

    function testReadmeShowsThisConsumer() public view {
        string[] memory parts = vm.split(vm.readFile("test/kit/MarginConsumer.sol"), "\n\ncontract ");
        vm.assertEq(parts.length, 2, "one contract");
        vm.assertTrue(vm.contains(vm.readFile("README.md"), string.concat("contract ", parts[1])), "README.md");
    }

    function testReadmeShowsTheMeasuredGas() public view {
        string memory readme = vm.readFile("README.md");
        string memory gas = vm.readFile("gas/SetoffRiskOracle.json");
        string[7] memory shown = [
            "bar latest",
            "bar prove",
            "bar pull",
            "commit 3-of-5, steady",
            "storeSigned 3-of-5, 1000 steady",
            "storeSigned 3-of-5, 1000 new",
            "commit 3-of-5, already the head"
        ];
        for (uint256 i; i < shown.length; ++i) {
            string[] memory parts = vm.split(gas, string.concat('"', shown[i], '": "'));
            vm.assertEq(parts.length, 2, shown[i]);
            string memory figure = vm.split(parts[1], '"')[0];
            vm.assertTrue(vm.contains(vm.replace(readme, ",", ""), figure), shown[i]);
        }
    }
}
