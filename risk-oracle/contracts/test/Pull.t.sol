// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../src/SetoffVerifier.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {PullReader} from "./kit/PullReader.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice Pull mode: `verify` of the oracle, and the verifier library in a consumer, which must always agree.
contract PullTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    uint256 private constant NO_LIMIT = type(uint256).max;

    PullReader private reader;
    bytes32 private who;

    function setUp() public override {
        super.setUp();
        reader = new PullReader();
        who = id(account(0));
    }

    /// @notice Asks both and compares: status, or error with its arguments.
    function pull(SetoffVerifier.SignedWord memory s, uint256 maxAge) private returns (bool ok, bytes memory answer) {
        bytes memory verify =
            abi.encodeCall(oracle.verifySalted, (s.report, who, s.word, s.salt, s.proof, s.quorum, maxAge));
        (ok, answer) = address(oracle).call(verify);
        (bool ok2, bytes memory answer2) =
            address(reader).call(abi.encodeCall(reader.statusOf, (oracle, s, who, maxAge)));
        vm.assertTrue(ok == ok2, "both or none");
        vm.assertEq(keccak256(answer), keccak256(answer2), "same answer");
    }

    function assertPulled(SetoffVerifier.SignedWord memory s, uint256 maxAge, ISetoffRiskOracle.Status expected)
        private
    {
        (bool ok, bytes memory answer) = pull(s, maxAge);
        vm.assertTrue(ok, "no error");
        assertStatus(abi.decode(answer, (ISetoffRiskOracle.Status)), expected);
    }

    function assertError(SetoffVerifier.SignedWord memory s, bytes memory expected) private {
        (bool ok, bytes memory answer) = pull(s, NO_LIMIT);
        vm.assertFalse(ok, "accepted");
        vm.assertEq(keccak256(answer), keccak256(expected), "error");
    }

    function timed(uint256 observedAt, uint256 validUntil) private view returns (SetoffVerifier.SignedWord memory s) {
        s = signedWord(1, who, Words.seen(NOW));
        (s.report.observedAt, s.report.validUntil) = (uint40(observedAt), uint40(validUntil));
        s.quorum = sign(s.report);
    }

    function testNothingNeedsToBeOnTheChain() public {
        SetoffVerifier.SignedWord memory s = signedWord(1, who, Words.seen(NOW));
        assertPulled(s, 0, ISetoffRiskOracle.Status.Fresh);
        assertStatus(oracle.verify(s.report, who, s.word, s.proof, s.quorum, 0), ISetoffRiskOracle.Status.Fresh);
        assertHead(0, 0);
    }

    function testHeadItselfAndLaterEpochsMayBePulled() public {
        SetoffVerifier.SignedWord memory s = signedWord(5, who, Words.seen(NOW));
        commit(s.report);
        assertPulled(s, 0, ISetoffRiskOracle.Status.Fresh);
        assertPulled(signedWord(6, who, Words.seen(NOW)), 0, ISetoffRiskOracle.Status.Fresh);
        assertError(signedWord(4, who, Words.seen(NOW)), abi.encodeWithSelector(ISetoffRiskOracle.OldEpoch.selector, 5));
    }

    function testEpochZeroIsBelowEveryHead() public {
        assertError(signedWord(0, who, Words.seen(NOW)), abi.encodeWithSelector(ISetoffRiskOracle.OldEpoch.selector, 0));
    }

    function testReportExpiresWithItsValidUntil() public {
        SetoffVerifier.SignedWord memory s = timed(NOW, NOW + 100);
        vm.warp(NOW + 100);
        assertPulled(s, NO_LIMIT, ISetoffRiskOracle.Status.Fresh);
        vm.warp(NOW + 101);
        assertPulled(s, NO_LIMIT, ISetoffRiskOracle.Status.Expired);
    }

    /// @dev So a caller can choose among few reports, however long they are valid for a commit.
    function testReportExpires5MinutesAfterItWasObserved() public {
        SetoffVerifier.SignedWord memory s = timed(NOW - 10, NOW + 100_000);
        vm.warp(NOW + 290);
        assertPulled(s, NO_LIMIT, ISetoffRiskOracle.Status.Fresh);
        vm.warp(NOW + 291);
        assertPulled(s, NO_LIMIT, ISetoffRiskOracle.Status.Expired);
        vm.assertEq(oracle.maxPullSeconds(), 300, "stated");
    }

    function testReportObservedBeyondTheSkewIsFuture() public {
        assertPulled(timed(NOW + 60, NOW + 300), 0, ISetoffRiskOracle.Status.Fresh);
        assertPulled(timed(NOW + 61, NOW + 300), 0, ISetoffRiskOracle.Status.Future);
        assertPulled(timed(type(uint40).max, type(uint40).max), 0, ISetoffRiskOracle.Status.Future);
    }

    function testStalenessIsJudgedByTheWord() public {
        SetoffVerifier.SignedWord memory s = signedWord(1, who, Words.seen(NOW - 100));
        assertPulled(s, 100, ISetoffRiskOracle.Status.Fresh);
        assertPulled(s, 99, ISetoffRiskOracle.Status.Stale);
    }

    function testFlagsAreSeen() public {
        for (uint256 flags; flags < 256; ++flags) {
            ISetoffRiskOracle.Status expected = flags & 64 != 0
                ? ISetoffRiskOracle.Status.Tombstoned
                : flags == 1 ? ISetoffRiskOracle.Status.Fresh : ISetoffRiskOracle.Status.Flagged;
            assertPulled(signedWord(1, who, Words.seen(NOW, uint8(flags))), 300, expected);
        }
    }

    function testWordOfAnotherAccountIsNoProof() public {
        SetoffVerifier.SignedWord memory s = signedWord(1, id(account(1)), Words.seen(NOW));
        assertError(s, abi.encodeWithSelector(ISetoffRiskOracle.BadProof.selector));
    }

    function testOtherWordIsNoProof() public {
        SetoffVerifier.SignedWord memory s = signedWord(1, who, Words.seen(NOW));
        s.word = Words.seen(NOW + 1);
        assertError(s, abi.encodeWithSelector(ISetoffRiskOracle.BadProof.selector));
    }

    function testFuzzLeafOfATreeIsPulled(uint256 seed, uint8 size, uint8 which, uint16 flip) public {
        uint256 n = 1 + size % 33;
        uint256 i = which % n;
        bytes32[] memory leaves = new bytes32[](n);
        for (uint256 j; j < n; ++j) {
            leaves[j] = keccak256(abi.encode(seed, j));
        }
        SetoffVerifier.SignedWord memory s;
        s.word = Words.seen(NOW);
        s.salt = bytes16(keccak256(abi.encode(seed)));
        leaves[i] = saltedLeaf(who, s.word, s.salt);
        bytes32[] memory nodes = MerkleTree.build(leaves);
        s.proof = MerkleTree.proof(nodes, i);
        s.report = report(1, nodes[0]);
        s.quorum = sign(s.report);
        assertPulled(s, 300, ISetoffRiskOracle.Status.Fresh);
        s.salt ^= bytes16(uint128(1) << (flip % 128));
        assertError(s, abi.encodeWithSelector(ISetoffRiskOracle.BadProof.selector));
    }

    /// @dev Whatever the report and the signatures: the oracle and the library never disagree.
    function testFuzzOracleAndLibraryAgree(uint256 seed, uint16 position, uint40 clock) public {
        SetoffVerifier.SignedWord memory s = timed(NOW - seed % 400, NOW + (seed >> 16) % 500);
        if (seed & 1 == 0) {
            commit(report(uint64(1 + (seed >> 32) % 2), seed & 2 == 0 ? s.report.root : keccak256("head")));
        }
        if (seed & 4 == 0) haltStream();
        vm.warp(NOW + clock % 600);
        bytes32 bit = bytes32(uint256(1) << (position % 256));
        if (seed & 24 == 0) s.quorum.rvs[position % 6] ^= bit;
        if (seed & 24 == 8) s.report.inputsHash ^= bit;
        pull(s, (seed >> 64) % 1000);
    }

    // ---- salted leaves, of linked accounts

    function saltedLeaf(bytes32 accountId, ISetoffRiskOracle.Word word, bytes16 salt) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(accountId, word, salt))));
    }

    function testSaltedLeafIsProvedWithItsSaltAlone() public {
        ISetoffRiskOracle.Word word = Words.seen(NOW);
        bytes16 salt = bytes16(keccak256("salt"));
        bytes32[] memory proof = new bytes32[](0);
        commit(report(1, saltedLeaf(who, word, salt)));
        assertStatus(oracle.proveSalted(STREAM, who, word, salt, proof, 300), ISetoffRiskOracle.Status.Fresh);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.prove(STREAM, who, word, proof, 300);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.proveSalted(STREAM, who, word, bytes16(keccak256("other")), proof, 300);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.proveSalted(STREAM, who, word, 0, proof, 300);
    }

    function testSaltZeroIsTheLeafWithoutASalt() public {
        ISetoffRiskOracle.Word word = Words.seen(NOW);
        commit(report(1, MerkleTree.leaf(who, word)));
        assertStatus(oracle.proveSalted(STREAM, who, word, 0, new bytes32[](0), 300), ISetoffRiskOracle.Status.Fresh);
        vm.assertTrue(saltedLeaf(who, word, 0) != MerkleTree.leaf(who, word), "an encoded zero is another leaf");
    }
}
