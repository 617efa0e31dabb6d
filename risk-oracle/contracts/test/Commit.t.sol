// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {Vm, vm} from "./kit/Vm.sol";

contract CommitTest is Fixture {
    bytes32 private constant ROOT = keccak256("root");

    function testAcceptedReportBecomesTheHead() public {
        ISetoffRiskOracle.EpochReport memory r = report(7, ROOT);
        vm.assertTrue(commit(r), "accepted");
        (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root) = oracle.head(STREAM);
        vm.assertEq(epoch, 7, "epoch");
        vm.assertEq(observedAt, r.observedAt, "observedAt");
        vm.assertEq(validUntil, r.validUntil, "validUntil");
        vm.assertEq(root, ROOT, "root");
    }

    function testCommitLogsTheWholeReportAndItsSubmitter() public {
        ISetoffRiskOracle.EpochReport memory r = report(7, ROOT);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        vm.expectEmit(true, true, true, true, address(oracle));
        emit ISetoffRiskOracle.EpochCommitted(
            STREAM, 7, ROOT, r.observedAt, r.validUntil, r.leafCount, r.inputsHash, r.modelHash, address(0xBEEF)
        );
        vm.prank(address(0xBEEF));
        oracle.commit(r, q);
    }

    function testStreamWithoutReportsHasAnEmptyHead() public view {
        (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root) = oracle.head(STREAM);
        vm.assertEq(uint256(epoch) + observedAt + validUntil + uint256(root), 0, "head");
    }

    function testMoreSignaturesThanTheThresholdAreAccepted() public {
        ISetoffRiskOracle.EpochReport memory r = report(1, ROOT);
        vm.assertTrue(oracle.commit(r, signDigest(digest(r), hex"0001020304")), "5 of 5");
    }

    function testEpochsMaySkipNumbers() public {
        commit(report(1, ROOT));
        vm.assertTrue(commit(report(1000, ROOT)), "accepted");
        assertHead(1000, ROOT);
    }

    function testEpochsOfStreamsAreIndependent() public {
        commit(report(9, ROOT));
        ISetoffRiskOracle.EpochReport memory other = report(1, keccak256("other"));
        other.streamId = keccak256("another stream");
        vm.assertTrue(commit(other), "accepted");
        assertHead(9, ROOT);
    }

    function testEpochZeroIsRefused() public {
        ISetoffRiskOracle.EpochReport memory r = report(0, ROOT);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refusedAsOld(0);
        oracle.commit(r, q);
    }

    function testLowerEpochIsRefused() public {
        commit(report(7, ROOT));
        ISetoffRiskOracle.EpochReport memory r = report(6, keccak256("other"));
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refusedAsOld(7);
        oracle.commit(r, q);
        r = report(6, ROOT);
        q = sign(r);
        refusedAsOld(7);
        oracle.commit(r, q);
    }

    function testSameEpochWithAnotherRootIsRefused() public {
        commit(report(7, ROOT));
        ISetoffRiskOracle.EpochReport memory r = report(7, keccak256("other"));
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refusedAsOld(7);
        oracle.commit(r, q);
        assertHead(7, ROOT);
    }

    function testSameEpochAndRootAgainReturnsFalse() public {
        commit(report(7, ROOT));
        vm.assertFalse(commit(report(7, ROOT)), "accepted");
    }

    function testSameEpochAndRootAgainReturnsFalseAfterExpiry() public {
        ISetoffRiskOracle.EpochReport memory r = report(7, ROOT);
        commit(r);
        vm.warp(r.validUntil + 1);
        vm.assertFalse(commit(r), "accepted");
    }

    /// @dev The no-op comes before the signatures, so it must not let an unsigned caller change anything.
    function testUnsignedCopyOfTheHeadNeitherWritesNorLogs() public {
        ISetoffRiskOracle.EpochReport memory r = report(7, ROOT);
        commit(r);
        ISetoffRiskOracle.EpochReport memory forged = report(7, ROOT);
        forged.validUntil = type(uint40).max;
        forged.observedAt = type(uint40).max;
        forged.setVersion = 99;
        ISetoffRiskOracle.Quorum memory nobody;
        vm.recordLogs();
        vm.record();
        vm.assertFalse(oracle.commit(forged, nobody), "accepted");
        (, bytes32[] memory writes) = vm.accesses(address(oracle));
        vm.assertEq(writes.length, 0, "writes");
        vm.assertEq(vm.getRecordedLogs().length, 0, "logs");
        (,, uint40 validUntil,) = oracle.head(STREAM);
        vm.assertEq(validUntil, r.validUntil, "validUntil");
    }

    function testUnsignedEmptyReportOnAnEmptyStreamNeitherWritesNorLogs() public {
        ISetoffRiskOracle.EpochReport memory empty;
        ISetoffRiskOracle.Quorum memory nobody;
        vm.recordLogs();
        vm.assertFalse(oracle.commit(empty, nobody), "commit");
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.storeSigned(empty, "", nobody);
        vm.assertEq(vm.getRecordedLogs().length, 0, "logs");
    }

    function testViewsStateTheSignerSet() public view {
        vm.assertEq(oracle.signerSetHash(), keccak256(abi.encodePacked(set)), "hash");
        vm.assertEq(oracle.threshold(), 3, "threshold");
        vm.assertEq(oracle.setVersion(), 1, "version");
        vm.assertEq(oracle.maxFutureSkew(), 60, "skew");
        vm.assertEq(oracle.domainSeparator(), domain(block.chainid, address(oracle)), "domain");
    }
}
