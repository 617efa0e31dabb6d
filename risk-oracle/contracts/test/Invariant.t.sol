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
        targets[0].selectors = new bytes4[](3);
        targets[0].selectors[0] = StreamHandler.pass.selector;
        targets[0].selectors[1] = StreamHandler.commitRoot.selector;
        targets[0].selectors[2] = StreamHandler.storeRows.selector;
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
                vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Expired), "status");
            }
        }
    }

    /// @dev Runs at the end of a sequence: a full one that stores nothing would prove nothing. (forge shortens a sequence
    /// that failed before, and replays it.)
    function afterInvariant() public view {
        if (handler.steps() < 60) return;
        vm.assertTrue(handler.accepted() > 0 && handler.storedRows() > 0, "a sequence must store rows");
    }
}
