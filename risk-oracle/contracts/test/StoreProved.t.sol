// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {Vm, vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice `store`: words proved against the committed root, for readers of `latest`.
contract StoreProvedTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    uint256 private constant LEAVES = 5;

    bytes32[] private ids;
    ISetoffRiskOracle.Word[] private words;
    bytes32[][] private proofs;

    /// @notice Commits a tree of LEAVES accounts, observed at `observedAt`, `observedAt` + 1 and so on.
    function grow(uint64 epoch, uint256 observedAt) private {
        delete ids;
        delete words;
        delete proofs;
        bytes32[] memory leaves = new bytes32[](LEAVES);
        for (uint256 i; i < LEAVES; ++i) {
            ids.push(i == 0 ? keccak256("hyperliquid:mainnet:0xabc") : id(account(i)));
            words.push(Words.seen(observedAt + i));
            leaves[i] = MerkleTree.leaf(ids[i], words[i]);
        }
        bytes32[] memory nodes = MerkleTree.build(leaves);
        for (uint256 i; i < LEAVES; ++i) {
            proofs.push(MerkleTree.proof(nodes, i));
        }
        commit(report(epoch, nodes[0]));
    }

    function latest(uint256 i) private view returns (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word) {
        (status, word,) = oracle.latest(STREAM, ids[i], type(uint256).max);
    }

    function testProvedWordsAreStoredAndLogged() public {
        grow(3, NOW - 10);
        vm.recordLogs();
        vm.prank(address(0xBEEF));
        vm.assertEq(oracle.store(STREAM, ids, words, proofs), LEAVES, "stored");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, LEAVES, "a log each");
        for (uint256 i; i < LEAVES; ++i) {
            vm.assertEq(logs[i].topics[0], ISetoffRiskOracle.ExposureStored.selector, "event");
            vm.assertEq(logs[i].topics[1], STREAM, "stream");
            vm.assertEq(logs[i].topics[2], ids[i], "account");
            vm.assertEq(keccak256(logs[i].data), keccak256(abi.encode(3, words[i])), "epoch and word");
            (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word) = latest(i);
            assertStatus(status, ISetoffRiskOracle.Status.Fresh);
            vm.assertEq(word.raw(), words[i].raw(), "word");
        }
    }

    function testStoredWordExpiresWithTheHead() public {
        grow(1, NOW);
        oracle.store(STREAM, ids, words, proofs);
        vm.warp(NOW + 200);
        commit(report(2, keccak256("next")));
        vm.warp(NOW + 301);
        (ISetoffRiskOracle.Status status,) = latest(0);
        assertStatus(status, ISetoffRiskOracle.Status.Expired);
    }

    function testWordThatIsNotNewerIsSkippedWithReason1() public {
        grow(1, NOW - 10);
        oracle.store(STREAM, ids, words, proofs);
        grow(2, NOW - 10);
        assertSkipped(1);
    }

    function testWordFromTheFutureIsSkippedWithReason2() public {
        grow(1, NOW + 61);
        assertSkipped(2);
        (ISetoffRiskOracle.Status status,) = latest(1);
        assertStatus(status, ISetoffRiskOracle.Status.Unknown);
    }

    function testWordWithoutATimeIsSkippedWithReason1() public {
        bytes32 leaf = MerkleTree.leaf(id(account(0)), ISetoffRiskOracle.Word.wrap(1));
        commit(report(1, leaf));
        (ids, words, proofs) = (new bytes32[](1), new ISetoffRiskOracle.Word[](1), new bytes32[][](1));
        ids[0] = id(account(0));
        words[0] = ISetoffRiskOracle.Word.wrap(1);
        assertSkipped(1);
    }

    function assertSkipped(uint8 reason) private {
        vm.recordLogs();
        vm.assertEq(oracle.store(STREAM, ids, words, proofs), 0, "stored");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, ids.length, "a log each");
        for (uint256 i; i < logs.length; ++i) {
            vm.assertEq(logs[i].topics[0], ISetoffRiskOracle.ExposureSkipped.selector, "event");
            vm.assertEq(logs[i].topics[2], ids[i], "account");
            (, uint8 given) = abi.decode(logs[i].data, (uint64, uint8));
            vm.assertEq(given, reason, "reason");
        }
    }

    function testOneWrongProofRevertsTheCall() public {
        grow(1, NOW - 10);
        proofs[3][0] ^= bytes32(uint256(1));
        refuse(ISetoffRiskOracle.BadProof.selector);
        (ISetoffRiskOracle.Status status,) = latest(0);
        assertStatus(status, ISetoffRiskOracle.Status.Unknown);
    }

    function testLengthsMustAgree() public {
        grow(1, NOW - 10);
        words.pop();
        refuse(ISetoffRiskOracle.BadProof.selector);
        proofs.pop();
        refuse(ISetoffRiskOracle.BadProof.selector);
        ids.pop();
        ids.pop();
        refuse(ISetoffRiskOracle.BadProof.selector);
    }

    function testExpiredHeadStoresNothing() public {
        grow(1, NOW - 10);
        vm.warp(NOW + WINDOW + 1);
        refuse(ISetoffRiskOracle.ExpiredReport.selector);
    }

    function testStreamWithoutAHeadStoresNothing() public {
        refuse(ISetoffRiskOracle.ExpiredReport.selector);
    }

    function testRowsOfAFlatRootCannotBeProved() public {
        bytes memory rows = row(account(0), Words.seen(NOW));
        storeSigned(flatReport(1, rows), rows);
        ids.push(id(account(0)));
        words.push(Words.seen(NOW));
        proofs.push();
        refuse(ISetoffRiskOracle.BadProof.selector);
    }

    function refuse(bytes4 selector) private {
        refused(selector);
        oracle.store(STREAM, ids, words, proofs);
    }
}
