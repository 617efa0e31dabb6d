// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {SignerSets} from "../src/SignerSets.sol";
import {Deploy} from "./kit/Deploy.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";

/// @notice How one signer set follows another: schedule, overlap, revocation.
contract RotationTest is Fixture {
    uint40 private constant OPEN_ENDED = type(uint40).max;

    uint256[] private nextKeys;
    address[] private nextSet;
    uint64 private epoch;

    function setUp() public override {
        super.setUp();
        (uint256[] memory firstKeys, address[] memory firstSet) = (keys, set);
        delete keys;
        delete set;
        for (uint256 i = 100; i < 105; ++i) {
            addSigner(uint256(keccak256(abi.encode("signer", i))));
        }
        nextKeys = keys;
        nextSet = set;
        keys = firstKeys;
        set = firstSet;
    }

    function schedule(address[] memory signers, uint256 activeFrom) private {
        bytes32 setHash = oracle.signerSetHashOf(signers, 3);
        vm.prank(Deploy.OWNER);
        oracle.scheduleSignerSet(setHash, 3, uint40(activeFrom));
    }

    function revoke(uint64 version) private {
        vm.prank(Deploy.GUARDIAN);
        oracle.revokeSignerSet(version);
    }

    /// @notice A call of `commit` with the next epoch, signed by the set of that version.
    function commitSignedBy(uint64 version) private returns (bool ok, bytes memory answer) {
        ISetoffRiskOracle.EpochReport memory r = report(++epoch, keccak256("root"));
        r.setVersion = version;
        ISetoffRiskOracle.Quorum memory q =
            version == 1 ? signDigest(digest(r), THREE) : signDigestWith(nextKeys, nextSet, digest(r), THREE);
        return address(oracle).call(abi.encodeCall(oracle.commit, (r, q)));
    }

    function assertAccepted(uint64 version) private {
        (bool ok,) = commitSignedBy(version);
        vm.assertTrue(ok, "accepted");
    }

    function assertRefused(uint64 version) private {
        (bool ok, bytes memory answer) = commitSignedBy(version);
        vm.assertFalse(ok, "accepted");
        vm.assertEq(bytes32(answer), bytes32(ISetoffRiskOracle.BadSet.selector), "error");
    }

    function testFirstSetIsVersion1AndOpenEnded() public view {
        (bytes32 setHash, uint8 threshold, uint40 from, uint40 until) = oracle.signerSet(1);
        vm.assertEq(setHash, keccak256(abi.encodePacked(set)), "hash");
        vm.assertEq(threshold, 3, "threshold");
        vm.assertEq(from, NOW, "from");
        vm.assertEq(until, OPEN_ENDED, "until");
        (setHash, threshold, from, until) = oracle.signerSet(2);
        vm.assertEq(uint256(setHash) + threshold + from + until, 0, "no version 2");
    }

    function testScheduleAnnouncesTheSetAndEndsTheOneBefore() public {
        uint40 activeFrom = uint40(NOW + 1 days);
        bytes32 setHash = keccak256(abi.encodePacked(nextSet));
        vm.expectEmit(true, true, true, true, address(oracle));
        emit ISetoffRiskOracle.SignerSetScheduled(2, setHash, 3, activeFrom);
        schedule(nextSet, activeFrom);
        (,,, uint40 until) = oracle.signerSet(1);
        vm.assertEq(until, activeFrom + 6 hours, "end of the first");
        (, uint8 threshold, uint40 from, uint40 open) = oracle.signerSet(2);
        vm.assertEq(threshold, 3, "threshold");
        vm.assertEq(from, activeFrom, "from");
        vm.assertEq(open, OPEN_ENDED, "until");
        vm.assertEq(oracle.setVersion(), 1, "not in force yet");
    }

    function testRotationMissesNoEpoch() public {
        schedule(nextSet, NOW + 1 days);
        assertAccepted(1);
        assertRefused(2);
        vm.warp(NOW + 1 days - 1);
        assertRefused(2);
        vm.warp(NOW + 1 days);
        vm.assertEq(oracle.setVersion(), 2, "newest in force");
        vm.assertEq(oracle.signerSetHash(), keccak256(abi.encodePacked(nextSet)), "hash");
        assertAccepted(1);
        assertAccepted(2);
        vm.warp(NOW + 1 days + 6 hours);
        assertAccepted(1);
        vm.warp(NOW + 1 days + 6 hours + 1);
        assertRefused(1);
        assertAccepted(2);
    }

    function testSignaturesOfOneSetDoNotCountForAnother() public {
        schedule(nextSet, NOW + 1 days);
        vm.warp(NOW + 1 days);
        ISetoffRiskOracle.EpochReport memory r = report(1, keccak256("root"));
        r.setVersion = 2;
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refused(ISetoffRiskOracle.BadSet.selector);
        oracle.commit(r, q);
        q.set = nextSet;
        refused(ISetoffRiskOracle.BadQuorum.selector);
        oracle.commit(r, q);
    }

    function testRevokedSetIsRefusedAtOnceAndForGood() public {
        vm.expectEmit(true, true, true, true, address(oracle));
        emit ISetoffRiskOracle.SignerSetRevoked(1);
        revoke(1);
        assertRefused(1);
        vm.assertEq(oracle.setVersion(), 0, "version");
        vm.assertEq(oracle.signerSetHash(), 0, "hash");
        vm.assertEq(oracle.threshold(), 0, "threshold");
        schedule(nextSet, NOW + 1 days);
        (,,, uint40 until) = oracle.signerSet(1);
        vm.assertEq(until, 0, "a schedule does not bring it back");
        vm.warp(NOW + 1 days);
        assertRefused(1);
        assertAccepted(2);
    }

    function endOf(uint64 version) private view returns (uint256 until) {
        (,,, until) = oracle.signerSet(version);
    }

    function testRevokedBeforeItsTimeIsAsIfItHadNotBeenScheduled() public {
        schedule(nextSet, NOW + 1 days);
        revoke(2);
        vm.assertEq(endOf(1), OPEN_ENDED, "the first goes on");
        vm.warp(NOW + 2 days);
        assertRefused(2);
        assertAccepted(1);
        vm.assertEq(oracle.setVersion(), 1, "version");
        schedule(nextSet, NOW + 3 days);
        vm.assertEq(endOf(1), NOW + 3 days + 6 hours, "until the next one's grace");
        vm.assertEq(endOf(2), 0, "the second stays revoked");
    }

    function testOfSeveralScheduledSetsAnyCanBeRevokedInAnyOrder() public {
        for (uint256 order; order < 2; ++order) {
            oracle = Deploy.oracle(set, 3);
            schedule(nextSet, NOW + 1 days);
            schedule(nextSet, NOW + 2 days);
            revoke(order == 0 ? 2 : 3);
            vm.assertEq(endOf(1), NOW + (order == 0 ? 2 days : 1 days) + 6 hours, "one is left to follow");
            revoke(order == 0 ? 3 : 2);
            vm.assertEq(endOf(1), OPEN_ENDED, "none is left");
        }
    }

    function testASetThatWasRevokedTwiceGivesTheOneBeforeItsEndOnce() public {
        schedule(nextSet, NOW + 1 days);
        revoke(2);
        schedule(nextSet, NOW + 2 days);
        revoke(2);
        vm.assertEq(endOf(1), NOW + 2 days + 6 hours, "that of the third");
    }

    function testRevocationInForceLeavesTheSetBeforeInItsGrace() public {
        schedule(nextSet, NOW + 1 days);
        vm.warp(NOW + 1 days);
        revoke(2);
        vm.assertEq(endOf(1), NOW + 1 days + 6 hours, "its grace");
        assertAccepted(1);
    }

    function testASetThatWasRevokedIsNotBroughtBackByARevocation() public {
        schedule(nextSet, NOW + 1 days);
        revoke(1);
        revoke(2);
        vm.assertEq(endOf(1), 0, "revoked");
        assertRefused(1);
    }

    /// @dev A set in its grace is prolonged by a schedule, and loses that again with it.
    function testRevokedScheduleTakesBackTheGraceThatItGave() public {
        schedule(nextSet, NOW + 1 days);
        vm.warp(NOW + 1 days);
        revoke(2);
        schedule(nextSet, NOW + 3 days);
        vm.assertEq(endOf(1), NOW + 3 days + 6 hours, "prolonged");
        revoke(3);
        vm.assertEq(endOf(1), NOW + 1 days + 6 hours, "as before");
    }

    function testEndedSetIsNotRevivedByASchedule() public {
        schedule(nextSet, NOW + 1 days);
        vm.warp(NOW + 1 days + 6 hours + 1);
        revoke(2);
        schedule(nextSet, block.timestamp + 1 days);
        assertRefused(1);
        vm.assertEq(oracle.setVersion(), 0, "none in force");
    }

    function testScheduleHonoursTheDelay() public {
        bytes32 setHash = keccak256(abi.encodePacked(nextSet));
        vm.prank(Deploy.OWNER);
        refused(ISetoffRiskOracle.BadSchedule.selector);
        oracle.scheduleSignerSet(setHash, 3, uint40(NOW + 1 days - 1));
    }

    function testSchedulesDoNotOvertakeEachOther() public {
        schedule(nextSet, NOW + 3 days);
        bytes32 setHash = keccak256(abi.encodePacked(nextSet));
        vm.prank(Deploy.OWNER);
        refused(ISetoffRiskOracle.BadSchedule.selector);
        oracle.scheduleSignerSet(setHash, 3, uint40(NOW + 3 days - 1));
        schedule(nextSet, NOW + 3 days);
    }

    function testTimesThatCannotBeKeptAreRefused() public {
        bytes32 setHash = keccak256(abi.encodePacked(nextSet));
        uint40[3] memory times = [OPEN_ENDED, OPEN_ENDED - 1, OPEN_ENDED - 6 hours];
        for (uint256 i; i < times.length; ++i) {
            vm.prank(Deploy.OWNER);
            refused(ISetoffRiskOracle.BadSchedule.selector);
            oracle.scheduleSignerSet(setHash, 3, times[i]);
        }
    }

    function testNoHashOrNoThresholdIsRefused() public {
        vm.prank(Deploy.OWNER);
        refused(ISetoffRiskOracle.BadSet.selector);
        oracle.scheduleSignerSet(0, 3, uint40(NOW + 1 days));
        vm.prank(Deploy.OWNER);
        refused(ISetoffRiskOracle.BadSet.selector);
        oracle.scheduleSignerSet(keccak256("set"), 0, uint40(NOW + 1 days));
    }

    function testOnlyTheOwnerSchedules() public {
        address[2] memory others = [Deploy.GUARDIAN, address(this)];
        for (uint256 i; i < others.length; ++i) {
            vm.prank(others[i]);
            refused(ISetoffRiskOracle.Unauthorised.selector);
            oracle.scheduleSignerSet(keccak256("set"), 3, uint40(NOW + 1 days));
        }
    }

    function testOnlyGuardianAndOwnerRevoke() public {
        refused(ISetoffRiskOracle.Unauthorised.selector);
        oracle.revokeSignerSet(1);
        vm.prank(Deploy.OWNER);
        oracle.revokeSignerSet(1);
        assertRefused(1);
    }

    function testVersionThatDoesNotExistCannotBeRevoked() public {
        uint64[3] memory versions = [0, 2, type(uint64).max];
        for (uint256 i; i < versions.length; ++i) {
            vm.prank(Deploy.GUARDIAN);
            refused(ISetoffRiskOracle.BadSet.selector);
            oracle.revokeSignerSet(versions[i]);
        }
    }

    function testGovernanceIsAsDeployed() public view {
        vm.assertEq(oracle.owner(), Deploy.OWNER, "owner");
        vm.assertEq(oracle.guardian(), Deploy.GUARDIAN, "guardian");
        vm.assertEq(oracle.rotationDelay(), 1 days, "delay");
        vm.assertEq(oracle.rotationGrace(), 6 hours, "grace");
    }

    function testOwnerAndGuardianAreTwoAndNotZero() public {
        SignerSets.Governance memory rule = Deploy.governance();
        rule.guardian = rule.owner;
        refuse(rule, ISetoffRiskOracle.Unauthorised.selector);
        rule.guardian = address(0);
        refuse(rule, ISetoffRiskOracle.Unauthorised.selector);
        rule = Deploy.governance();
        rule.owner = address(0);
        refuse(rule, ISetoffRiskOracle.Unauthorised.selector);
    }

    function testDelayIsAtLeastAnHourAndDelayAndGraceAtMost30Days() public {
        SignerSets.Governance memory rule = Deploy.governance();
        (rule.rotationDelay, rule.rotationGrace) = (30 days, 30 days);
        Deploy.oracle(set, 3, rule);
        (rule.rotationDelay, rule.rotationGrace) = (1 hours, 0);
        Deploy.oracle(set, 3, rule);
        rule.rotationDelay = 1 hours - 1;
        refuse(rule, ISetoffRiskOracle.BadSchedule.selector);
        rule.rotationDelay = 30 days + 1;
        refuse(rule, ISetoffRiskOracle.BadSchedule.selector);
        (rule.rotationDelay, rule.rotationGrace) = (1 hours, 30 days + 1);
        refuse(rule, ISetoffRiskOracle.BadSchedule.selector);
    }

    function refuse(SignerSets.Governance memory rule, bytes4 selector) private {
        refused(selector);
        Deploy.oracle(set, 3, rule);
    }

    /// @dev A hash is scheduled unseen, so what makes a quorum is checked on use: the three sets below would let one key
    /// sign twice, nobody sign, or half of the set be enough.
    function testScheduledHashOfASetThatBreaksTheRulesSignsNothing() public {
        address[] memory bad = new address[](3);
        (bad[0], bad[1], bad[2]) = (set[0], set[0], set[1]);
        assertSignsNothing(bad, 2, hex"0001", ISetoffRiskOracle.BadQuorum.selector);

        (bad[0], bad[1], bad[2]) = (address(0), set[0], set[1]);
        assertSignsNothing(bad, 2, hex"0001", ISetoffRiskOracle.BadQuorum.selector);

        (bad[0], bad[1], bad[2]) = (set[1], set[0], set[2]);
        assertSignsNothing(bad, 2, hex"0001", ISetoffRiskOracle.BadQuorum.selector);

        bad = new address[](4);
        for (uint256 i; i < 4; ++i) {
            bad[i] = set[i];
        }
        assertSignsNothing(bad, 2, hex"0001", ISetoffRiskOracle.BadSet.selector);
    }

    function assertSignsNothing(address[] memory bad, uint8 threshold, bytes memory idx, bytes4 selector) private {
        oracle = Deploy.oracle(set, 3);
        vm.prank(Deploy.OWNER);
        oracle.scheduleSignerSet(keccak256(abi.encodePacked(bad)), threshold, uint40(block.timestamp + 1 days));
        vm.warp(block.timestamp + 1 days);
        ISetoffRiskOracle.EpochReport memory r = report(1, keccak256("root"));
        r.setVersion = 2;
        ISetoffRiskOracle.Quorum memory q;
        (q.set, q.idx, q.rvs) = (bad, idx, new bytes32[](2 * idx.length));
        for (uint256 i; i < idx.length; ++i) {
            uint256 key = keyOf(bad[uint8(idx[i])]);
            if (key != 0) (q.rvs[2 * i], q.rvs[2 * i + 1]) = compact(key, digest(r));
        }
        refused(selector);
        oracle.commit(r, q);
    }

    function keyOf(address signer) private view returns (uint256) {
        for (uint256 i; i < set.length; ++i) {
            if (set[i] == signer) return keys[i];
        }
        return 0;
    }
}
