// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {Vm, vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

contract StoreSignedTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    function stored(uint256 i) internal view returns (ISetoffRiskOracle.Word word) {
        (, word,) = oracle.latest(STREAM, id(account(i)), type(uint256).max);
    }

    function assertStored(uint256 i, ISetoffRiskOracle.Word expected) internal view {
        vm.assertEq(stored(i).raw(), expected.raw(), "stored word");
    }

    /// @notice Three rows, observed at `observedAt`.
    function batch(uint256 observedAt) private pure returns (bytes memory rows) {
        for (uint256 i; i < 3; ++i) {
            rows = bytes.concat(rows, row(account(i), Words.seen(observedAt)));
        }
    }

    function testRowsAreStoredAndTheirHashBecomesTheHead() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(4, rows);
        vm.assertEq(storeSigned(r, rows), 3, "stored");
        for (uint256 i; i < 3; ++i) {
            assertStored(i, Words.seen(NOW - 5));
        }
        (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root) = oracle.head(STREAM);
        vm.assertEq(epoch, 4, "epoch");
        vm.assertEq(observedAt, r.observedAt, "observedAt");
        vm.assertEq(validUntil, r.validUntil, "validUntil");
        vm.assertEq(root, keccak256(rows), "root");
    }

    function testOneLogPerCallCountsStoredAndSkippedRows() public {
        bytes memory first = row(account(1), Words.seen(NOW - 5));
        storeSigned(flatReport(1, first), first);
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(2, rows);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        vm.recordLogs();
        vm.assertEq(oracle.storeSigned(r, rows, q), 2, "stored");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 1, "logs");
        vm.assertEq(logs[0].topics[0], ISetoffRiskOracle.RowsStored.selector, "event");
        vm.assertEq(logs[0].topics[1], STREAM, "stream");
        vm.assertEq(uint256(logs[0].topics[2]), 2, "epoch");
        vm.assertEq(keccak256(logs[0].data), keccak256(abi.encode(2, 1, keccak256(rows))), "data");
    }

    function testAnyoneMaySubmit() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        vm.prank(address(0xBEEF));
        vm.assertEq(oracle.storeSigned(r, rows, q), 3, "stored");
    }

    function testSameEpochAndRootAgainStoresNothing() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        storeSigned(r, rows);
        ISetoffRiskOracle.Quorum memory nobody;
        vm.recordLogs();
        vm.record();
        vm.assertEq(oracle.storeSigned(r, batch(NOW), nobody), 0, "stored");
        (, bytes32[] memory writes) = vm.accesses(address(oracle));
        vm.assertEq(writes.length, 0, "writes");
        vm.assertEq(vm.getRecordedLogs().length, 0, "logs");
        vm.assertFalse(commit(r), "commit of the same report");
        vm.assertEq(oracle.storeSigned(r, rows, nobody), 0, "after that commit");
    }

    /// @dev Whoever sees the report in the mempool may send it to `commit` first; the rows must still get in.
    function testCommittingTheReportFirstDoesNotKeepItsRowsOut() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        vm.assertTrue(commit(r), "front-run");
        vm.assertEq(storeSigned(r, rows), 3, "stored");
        assertStored(0, Words.seen(NOW - 5));
        vm.assertEq(storeSigned(r, rows), 0, "again");
    }

    function testRowsOfACommittedReportStillNeedTheQuorum() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        commit(r);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        r.validUntil += 1;
        refused(ISetoffRiskOracle.BadQuorum.selector);
        oracle.storeSigned(r, rows, q);
    }

    /// @dev Two reports of one epoch and root: the head keeps the times it was accepted with.
    function testHeadDoesNotChangeWithinAnEpoch() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        commit(r);
        uint40 first = r.validUntil;
        r.validUntil += 1000;
        vm.assertEq(storeSigned(r, rows), 3, "stored");
        (,, uint40 validUntil,) = oracle.head(STREAM);
        vm.assertEq(validUntil, first, "validUntil");
    }

    function testOldEpochIsRefused() public {
        bytes memory rows = batch(NOW - 5);
        storeSigned(flatReport(3, rows), rows);
        bytes memory newer = batch(NOW);
        for (uint64 epoch = 2; epoch <= 3; ++epoch) {
            ISetoffRiskOracle.EpochReport memory r = flatReport(epoch, newer);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            refusedAsOld(3);
            oracle.storeSigned(r, newer, q);
        }
    }

    function testQuorumIsCheckedForRows() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        ISetoffRiskOracle.Quorum memory q = signDigest(digest(r), hex"0204");
        refused(ISetoffRiskOracle.BadQuorum.selector);
        oracle.storeSigned(r, rows, q);
        r.setVersion = 2;
        q = sign(r);
        refused(ISetoffRiskOracle.BadSet.selector);
        oracle.storeSigned(r, rows, q);
    }

    function testLeafCountMustBeTheNumberOfRows() public {
        bytes memory rows = batch(NOW - 5);
        uint32[4] memory wrong = [0, 2, 4, type(uint32).max];
        for (uint256 i; i < wrong.length; ++i) {
            ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
            r.leafCount = wrong[i];
            refuse(r, rows);
        }
    }

    function testRowsMustHashToTheRoot() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        refuse(r, batch(NOW - 6));
        r.root = keccak256("root");
        refuse(r, rows);
    }

    function testRowsMustBeWhole() public {
        bytes memory rows = batch(NOW - 5);
        bytes memory cut = new bytes(rows.length - 1);
        for (uint256 i; i < cut.length; ++i) {
            cut[i] = rows[i];
        }
        refuse(flatReport(1, cut), cut);
        bytes memory longer = bytes.concat(rows, hex"00");
        refuse(flatReport(1, longer), longer);
    }

    function refuse(ISetoffRiskOracle.EpochReport memory r, bytes memory rows) private {
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.storeSigned(r, rows, q);
    }

    function testStreamsDoNotShareWords() public {
        bytes memory rows = batch(NOW - 5);
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        r.streamId = keccak256("another stream");
        storeSigned(r, rows);
        assertStored(0, ISetoffRiskOracle.Word.wrap(0));
    }

    function testEmptyBatchMovesTheHeadAndStoresNothing() public {
        vm.assertEq(storeSigned(flatReport(1, ""), ""), 0, "stored");
        assertHead(1, keccak256(""));
    }
}
