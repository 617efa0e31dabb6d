// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../src/SetoffVerifier.sol";
import {Deploy} from "./kit/Deploy.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice A halt makes everything in a stream unusable at once; what was published before it stays dead afterwards.
contract HaltTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    bytes32 private constant OTHER = keccak256("another stream");
    uint256 private constant NO_LIMIT = type(uint256).max;

    function storeRow(uint64 epoch, uint256 observedAt) private returns (uint256) {
        bytes memory rows = row(account(0), Words.seen(observedAt));
        return storeSigned(flatReport(epoch, rows), rows);
    }

    function latest(bytes32 streamId, uint256 i) private view returns (ISetoffRiskOracle.Status status) {
        (status,,) = oracle.latest(streamId, id(account(i)), NO_LIMIT);
    }

    function pull(SetoffVerifier.SignedWord memory s) private view returns (ISetoffRiskOracle.Status) {
        return oracle.verify(s.report, id(account(0)), s.word, s.proof, s.quorum, NO_LIMIT);
    }

    function commitLeaf(uint64 epoch, ISetoffRiskOracle.Word word) private {
        commit(report(epoch, MerkleTree.leaf(id(account(0)), word)));
    }

    function prove(ISetoffRiskOracle.Word word) private view returns (ISetoffRiskOracle.Status) {
        return oracle.prove(STREAM, id(account(0)), word, new bytes32[](0), NO_LIMIT);
    }

    function testHaltIsAnnounced() public {
        vm.expectEmit(true, true, true, true, address(oracle));
        emit ISetoffRiskOracle.Halted(STREAM, Deploy.GUARDIAN, keccak256("reason"));
        haltStream();
        vm.expectEmit(true, true, true, true, address(oracle));
        emit ISetoffRiskOracle.Resumed(STREAM, 7);
        resumeStream(7);
    }

    function testHaltStopsEveryReadAtOnce() public {
        storeRow(1, NOW);
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Fresh);
        haltStream();
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Halted);
        assertStatus(latest(STREAM, 1), ISetoffRiskOracle.Status.Halted);
        assertStatus(pull(signedWord(2, id(account(0)), Words.seen(NOW))), ISetoffRiskOracle.Status.Halted);
        refused(ISetoffRiskOracle.StreamHalted.selector);
        oracle.requireLatest(STREAM, id(account(0)), NO_LIMIT);
    }

    function testHaltedComesBeforeEveryOtherReason() public {
        uint8[4] memory flags = [1, 2, 64, 0];
        for (uint256 i; i < flags.length; ++i) {
            ISetoffRiskOracle.Word word = Words.seen(NOW, flags[i]);
            uint256 start = vm.snapshotState();
            commitLeaf(1, word);
            haltStream();
            vm.warp(NOW + WINDOW + 1);
            assertStatus(prove(word), ISetoffRiskOracle.Status.Halted);
            vm.revertToState(start);
        }
    }

    function testHaltStopsEveryWrite() public {
        commitLeaf(1, Words.seen(NOW));
        haltStream();
        ISetoffRiskOracle.EpochReport memory r = report(2, keccak256("root"));
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refused(ISetoffRiskOracle.StreamHalted.selector);
        oracle.commit(r, q);

        bytes memory rows = row(account(0), Words.seen(NOW));
        r = flatReport(2, rows);
        q = sign(r);
        refused(ISetoffRiskOracle.StreamHalted.selector);
        oracle.storeSigned(r, rows, q);

        refused(ISetoffRiskOracle.StreamHalted.selector);
        oracle.store(STREAM, new bytes32[](0), new ISetoffRiskOracle.Word[](0), new bytes32[][](0));

        refused(ISetoffRiskOracle.StreamHalted.selector);
        oracle.fulfillOracleQuery(abi.encodeCall(oracle.storeSigned, (r, rows, q)));
    }

    /// @dev A root was committed, its rows were not stored yet: the halt holds for them as well.
    function testHaltStopsTheRowsOfTheHead() public {
        bytes memory rows = row(account(0), Words.seen(NOW));
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        commit(r);
        haltStream();
        refused(ISetoffRiskOracle.StreamHalted.selector);
        oracle.storeSigned(r, rows, q);
    }

    function testHaltOfOneStreamLeavesTheOthers() public {
        bytes memory rows = row(account(0), Words.seen(NOW));
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        r.streamId = OTHER;
        storeSigned(r, rows);
        haltStream();
        assertStatus(latest(OTHER, 0), ISetoffRiskOracle.Status.Fresh);
    }

    function testStreamThatWasNeverPublishedCanBeHalted() public {
        haltStream();
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Halted);
        assertStatus(prove(Words.seen(NOW)), ISetoffRiskOracle.Status.Halted);
        resumeStream(1);
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Unknown);
        assertStatus(prove(Words.seen(NOW)), ISetoffRiskOracle.Status.Unknown);
    }

    function testResumeLeavesStoredWordsDead() public {
        storeRow(1, NOW);
        storeRow(2, NOW + 60);
        haltStream();
        resumeStream(3);
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Halted);
        vm.warp(NOW + 61);
        vm.assertEq(storeRow(3, NOW + 61), 1, "first second after what a word of before could be observed at");
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Fresh);
        assertStatus(latest(STREAM, 1), ISetoffRiskOracle.Status.Unknown);
    }

    /// @dev A row does not keep its epoch, so that one of a new epoch is told from one of before by its time alone.
    function testWordObservedUpToTheSkewAfterTheHaltIsHaltedThoughSignedAfterTheResumption() public {
        haltStream();
        resumeStream(3);
        storeRow(3, NOW + 60);
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Halted);
        vm.warp(NOW + 1);
        storeRow(4, NOW + 61);
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Fresh);
    }

    function testResumeDropsTheRootAndItsRows() public {
        commitLeaf(5, Words.seen(NOW));
        haltStream();
        resumeStream(9);
        (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root) = oracle.head(STREAM);
        vm.assertEq(epoch, 8, "epoch");
        vm.assertEq(uint256(observedAt) + validUntil + uint256(root), 0, "rest");
        assertStatus(prove(Words.seen(NOW)), ISetoffRiskOracle.Status.Unknown);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id(account(0));
        refused(ISetoffRiskOracle.ExpiredReport.selector);
        oracle.store(STREAM, ids, new ISetoffRiskOracle.Word[](1), new bytes32[][](1));
    }

    function testEpochsBelowTheMinimumStayDead() public {
        commitLeaf(5, Words.seen(NOW));
        SetoffVerifier.SignedWord memory head = signedWord(5, id(account(0)), Words.seen(NOW));
        SetoffVerifier.SignedWord memory below = signedWord(8, id(account(0)), Words.seen(NOW));
        haltStream();
        resumeStream(9);
        refusedAsOld(8);
        pull(head);
        refusedAsOld(8);
        pull(below);
        refusedAsOld(8);
        oracle.commit(below.report, below.quorum);
        assertStatus(pull(signedWord(9, id(account(0)), Words.seen(NOW))), ISetoffRiskOracle.Status.Fresh);
        commitLeaf(9, Words.seen(NOW));
        assertStatus(prove(Words.seen(NOW)), ISetoffRiskOracle.Status.Fresh);
    }

    function testResumeMustRaiseTheEpoch() public {
        commitLeaf(5, Words.seen(NOW));
        haltStream();
        uint64[3] memory epochs = [uint64(0), 4, 5];
        for (uint256 i; i < epochs.length; ++i) {
            vm.prank(Deploy.OWNER);
            refusedAsOld(5);
            oracle.resume(STREAM, epochs[i]);
        }
        resumeStream(6);
        assertHead(5, 0);
    }

    function testSecondHaltPutsTheTimeOff() public {
        haltStream();
        vm.warp(NOW + 100);
        haltStream();
        resumeStream(2);
        storeRow(2, NOW + 160);
        assertStatus(latest(STREAM, 0), ISetoffRiskOracle.Status.Halted);
    }

    function testOnlyAHaltedStreamIsResumed() public {
        vm.prank(Deploy.OWNER);
        refused(ISetoffRiskOracle.StreamNotHalted.selector);
        oracle.resume(STREAM, 5);
    }

    function testGuardianAndOwnerHaltButOnlyTheOwnerResumes() public {
        refused(ISetoffRiskOracle.Unauthorised.selector);
        oracle.halt(STREAM, 0);
        vm.prank(Deploy.OWNER);
        oracle.halt(STREAM, 0);
        haltStream();
        address[2] memory others = [Deploy.GUARDIAN, address(this)];
        for (uint256 i; i < others.length; ++i) {
            vm.prank(others[i]);
            refused(ISetoffRiskOracle.Unauthorised.selector);
            oracle.resume(STREAM, 5);
        }
    }

    /// @dev No order of halts lets a word through that was stored before the last of them.
    function testFuzzNoWordStoredBeforeTheLastHaltIsUsable(uint8[6] memory steps, uint256 maxAge) public {
        uint64 epoch;
        uint256 lastHalt;
        uint256 storedAt;
        for (uint256 i; i < steps.length; ++i) {
            vm.warp(block.timestamp + steps[i] / 4);
            if (steps[i] % 4 == 0) {
                haltStream();
                resumeStream(++epoch + 1);
                lastHalt = block.timestamp;
            } else {
                if (storeRow(++epoch, block.timestamp + 60 - steps[i] % 120) == 1) storedAt = block.timestamp;
            }
        }
        (ISetoffRiskOracle.Status s, ISetoffRiskOracle.Word word,) = oracle.latest(STREAM, id(account(0)), maxAge);
        if (word.raw() == 0) return assertStatus(s, ISetoffRiskOracle.Status.Unknown);
        if (lastHalt > storedAt) assertStatus(s, ISetoffRiskOracle.Status.Halted);
        if (lastHalt == 0) vm.assertTrue(s != ISetoffRiskOracle.Status.Halted, "never halted");
    }
}
