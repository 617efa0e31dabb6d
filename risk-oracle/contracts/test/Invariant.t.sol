// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {StreamHandler} from "./kit/StreamHandler.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

contract InvariantTest {
    using Words for ISetoffRiskOracle.Word;

    StreamHandler private handler;
    ISetoffRiskOracle private oracle;

    function setUp() public {
        handler = new StreamHandler();
        oracle = handler.theOracle();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](7);
        targets[0].selectors[0] = StreamHandler.pass.selector;
        targets[0].selectors[1] = StreamHandler.commitRoot.selector;
        targets[0].selectors[2] = StreamHandler.storeRows.selector;
        targets[0].selectors[3] = StreamHandler.halt.selector;
        targets[0].selectors[4] = StreamHandler.resume.selector;
        targets[0].selectors[5] = StreamHandler.schedule.selector;
        targets[0].selectors[6] = StreamHandler.revoke.selector;
    }

    function invariant_noStepBreaksALaw() public view {
        string memory broken = handler.broken();
        vm.assertTrue(bytes(broken).length == 0, broken);
    }

    function invariant_epochOfAStreamNeverFalls() public view {
        for (uint256 stream; stream < handler.STREAMS(); ++stream) {
            (uint64 epoch,,,) = oracle.head(handler.streamId(stream));
            vm.assertGe(epoch, handler.highestEpoch(stream), "epoch");
        }
    }

    function invariant_storedWordIsTheLastOneNoted() public view {
        for (uint256 stream; stream < handler.STREAMS(); ++stream) {
            for (uint256 i; i < handler.ACCOUNTS(); ++i) {
                (, ISetoffRiskOracle.Word word,) = oracle.latest(handler.streamId(stream), handler.accountId(i), 0);
                vm.assertEq(word.raw(), handler.word(stream, i), "word");
            }
        }
    }

    function invariant_noWordIsUsableAfterTheEpochThatStoredIt() public view {
        for (uint256 stream; stream < handler.STREAMS(); ++stream) {
            for (uint256 i; i < handler.ACCOUNTS(); ++i) {
                if (handler.word(stream, i) == 0 || block.timestamp <= handler.validUntil(stream, i)) continue;
                (ISetoffRiskOracle.Status status,,) =
                    oracle.latest(handler.streamId(stream), handler.accountId(i), type(uint256).max);
                vm.assertTrue(
                    status == ISetoffRiskOracle.Status.Expired || status == ISetoffRiskOracle.Status.Halted, "status"
                );
            }
        }
    }

    function invariant_nothingInAHaltedStreamIsUsable() public view {
        for (uint256 stream; stream < handler.STREAMS(); ++stream) {
            for (uint256 i; i < handler.ACCOUNTS(); ++i) {
                if (!handler.halted(stream) && !handler.dead(stream, i)) continue;
                (ISetoffRiskOracle.Status status,,) =
                    oracle.latest(handler.streamId(stream), handler.accountId(i), type(uint256).max);
                vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Halted), "status");
            }
        }
    }

    function invariant_setsAreInForceWhenTheyShouldBe() public view {
        uint256 newest;
        for (uint64 version = 1; version <= handler.versions(); ++version) {
            (,, uint8 threshold,) = oracle.verifierState(handler.streamId(9), version, 1, bytes32(0));
            vm.assertEq(threshold, handler.inForce(version) ? 3 : 0, "threshold");
            if (handler.inForce(version)) newest = version;
        }
        vm.assertEq(oracle.setVersion(), newest, "newest");
    }

    /// @notice Laws that hold where nothing happens prove nothing: a long walk through the same steps reaches all of them.
    function testStepsReachWhatTheLawsAreAbout() public {
        for (uint256 i; i < 400; ++i) {
            uint256 random = uint256(keccak256(abi.encode(i)));
            (uint8 small, uint8 other, uint16 wide) = (uint8(random >> 8), uint8(random >> 16), uint16(random >> 24));
            uint256 step = random % 8;
            if (step == 0) handler.pass(wide);
            else if (step == 1) handler.commitRoot(small, other, random, wide);
            else if (step == 2) handler.halt(small);
            else if (step == 3) handler.resume(small, other);
            else if (step == 4) handler.schedule(wide);
            else if (step == 5) handler.revoke(small);
            else handler.storeRows(small, other, random, wide);
        }
        vm.assertGe(handler.accepted(), 10, "accepted");
        vm.assertGe(handler.storedRows(), 10, "stored");
        vm.assertGe(handler.resumptions(), 3, "resumed");
        vm.assertGe(handler.versions(), 10, "rotated");
        vm.assertTrue(bytes(handler.broken()).length == 0, handler.broken());
    }
}
