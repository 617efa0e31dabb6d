// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {StreamId} from "../src/StreamId.sol";
import {SetoffTestOracle} from "../src/testing/SetoffTestOracle.sol";
import {vm} from "./kit/Vm.sol";

/// @notice What the tests of consumers publish.
contract TestOracleTest {
    address private constant ALICE = address(0xA11CE);

    /// @dev The gateway hashes the same names: see Proposal.rowsStream.
    function testIdsOfTheStreamsOfOneName() public {
        SetoffTestOracle kit = new SetoffTestOracle();
        vm.assertEq(StreamId.roots("my/margin/v1"), keccak256("my/margin/v1"), "roots");
        vm.assertEq(StreamId.rows("my/margin/v1"), keccak256("my/margin/v1/rows"), "rows");
        vm.assertEq(kit.rowsOf("my/margin/v1"), keccak256("my/margin/v1/rows"), "rows of the kit");
    }

    function testAWordOfTheSameSecondIsRefusedAndNotIgnored() public {
        vm.warp(1_790_000_000);
        SetoffTestOracle kit = new SetoffTestOracle();
        bytes32 stream = kit.rowsOf("my/margin/v1");
        kit.publish(stream, ALICE, 700e6);
        vm.expectRevert(abi.encodeWithSelector(SetoffTestOracle.NotNewer.selector, stream, ALICE, block.timestamp));
        kit.publish(stream, ALICE, 800e6);
        kit.publish(stream, address(0xB0B), 800e6);
        vm.warp(block.timestamp + 1);
        kit.publish(stream, ALICE, 800e6);
        (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word,) =
            kit.oracle().latest(stream, bytes32(uint256(uint160(ALICE))), 5 minutes);
        vm.assertTrue(status == ISetoffRiskOracle.Status.Fresh, "fresh");
        vm.assertEq(
            ISetoffRiskOracle.Word.unwrap(word), ISetoffRiskOracle.Word.unwrap(kit.word(800e6)), "the newer word"
        );
    }
}
