// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice What makes a word unusable, and which reason is named when there are several.
contract StatusTest is Fixture {
    uint256 private constant NO_LIMIT = type(uint256).max;

    uint64 private epoch;

    function store(ISetoffRiskOracle.Word word) private {
        bytes memory rows = row(account(0), word);
        storeSigned(flatReport(++epoch, rows), rows);
    }

    function status(uint256 maxAge) private view returns (ISetoffRiskOracle.Status s) {
        (s,,) = oracle.latest(STREAM, id(account(0)), maxAge);
    }

    function testFreshThroughMaxAgeThenStale() public {
        store(Words.seen(NOW - 100));
        assertStatus(status(100), ISetoffRiskOracle.Status.Fresh);
        assertStatus(status(99), ISetoffRiskOracle.Status.Stale);
        assertStatus(status(0), ISetoffRiskOracle.Status.Stale);
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Fresh);
    }

    function testObservationWithinTheSkewAheadHasAgeZero() public {
        store(Words.seen(NOW + 60));
        assertStatus(status(0), ISetoffRiskOracle.Status.Fresh);
    }

    function testAccountWithoutAWordIsUnknown() public {
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Unknown);
        bytes memory rows = row(account(1), Words.seen(NOW));
        storeSigned(flatReport(1, rows), rows);
        (ISetoffRiskOracle.Status s, ISetoffRiskOracle.Word word, uint64 headEpoch) =
            oracle.latest(STREAM, id(account(0)), NO_LIMIT);
        assertStatus(s, ISetoffRiskOracle.Status.Unknown);
        vm.assertEq(Words.raw(word), 0, "word");
        vm.assertEq(headEpoch, 1, "epoch of the stream");
    }

    function testPublishedZeroExposureIsFreshNotUnknown() public {
        store(Words.pack(0, 0, 0, uint40(NOW), 0, Words.VALID));
        assertStatus(status(0), ISetoffRiskOracle.Status.Fresh);
    }

    function testOnlyTheValidFlagAloneIsFresh() public {
        for (uint256 flags; flags < 256; ++flags) {
            store(Words.seen(NOW - 250 + flags, uint8(flags)));
            ISetoffRiskOracle.Status expected = flags & 64 != 0
                ? ISetoffRiskOracle.Status.Tombstoned
                : flags == 1 ? ISetoffRiskOracle.Status.Fresh : ISetoffRiskOracle.Status.Flagged;
            assertStatus(status(NO_LIMIT), expected);
        }
    }

    function testTombstoneGivesWayToANewerWord() public {
        store(Words.seen(NOW - 2, 65));
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Tombstoned);
        store(Words.seen(NOW - 1));
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Fresh);
    }

    /// @dev The clock of a chain may step back when its blocks are replaced.
    function testStoredWordAheadOfTheClockIsFuture() public {
        store(Words.seen(NOW));
        vm.warp(NOW - 60);
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Fresh);
        vm.warp(NOW - 61);
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Future);
    }

    function testTombstonedBeforeExpiredBeforeStaleBeforeFlagged() public {
        uint256 start = vm.snapshotState();
        store(Words.seen(NOW, 64 | 2));
        vm.warp(NOW + WINDOW + 1);
        assertStatus(status(0), ISetoffRiskOracle.Status.Tombstoned);
        vm.revertToState(start);

        store(Words.seen(NOW, 2));
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Flagged);
        vm.warp(NOW + 1);
        assertStatus(status(0), ISetoffRiskOracle.Status.Stale);
        vm.warp(NOW + WINDOW + 1);
        assertStatus(status(0), ISetoffRiskOracle.Status.Expired);
    }

    function testFutureBeforeFlagged() public {
        store(Words.seen(NOW, 2));
        vm.warp(NOW - 61);
        assertStatus(status(NO_LIMIT), ISetoffRiskOracle.Status.Future);
    }

    /// @dev `prove` takes any word, so it reaches every mixture of reasons; the order is stated here once more.
    function testFuzzFirstReasonThatHoldsIsNamed(uint256 raw, uint8 observed, uint16 later, uint256 maxAge) public {
        uint256 observedAt = observed == 0 ? 0 : NOW + uint256(observed) * 4 - 512;
        raw = (raw & ~(uint256(type(uint40).max) << 24)) | (observedAt << 24);
        if (later & 1 == 0) raw = (raw & ~uint256(0xff)) | 1;
        if (maxAge & 1 == 0) maxAge %= 1024;

        ISetoffRiskOracle.Word word = ISetoffRiskOracle.Word.wrap(raw);
        commit(report(1, MerkleTree.leaf(id(account(0)), word)));
        uint256 clock = NOW + later % 512;
        vm.warp(clock);
        ISetoffRiskOracle.Status s = oracle.prove(STREAM, id(account(0)), word, new bytes32[](0), maxAge);

        bool[8] memory holds;
        holds[uint256(ISetoffRiskOracle.Status.Unknown)] = observedAt == 0;
        holds[uint256(ISetoffRiskOracle.Status.Tombstoned)] = uint8(raw) & 64 != 0;
        holds[uint256(ISetoffRiskOracle.Status.Expired)] = clock > NOW + WINDOW;
        holds[uint256(ISetoffRiskOracle.Status.Future)] = observedAt > clock + 60;
        holds[uint256(ISetoffRiskOracle.Status.Stale)] = clock > observedAt && clock - observedAt > maxAge;
        holds[uint256(ISetoffRiskOracle.Status.Flagged)] = uint8(raw) != 1;
        holds[uint256(ISetoffRiskOracle.Status.Fresh)] = true;
        uint8[7] memory order = [0, 6, 3, 4, 2, 7, 1];
        uint256 first;
        while (!holds[order[first]]) ++first;
        vm.assertEq(uint256(s), order[first], "status");
    }

    function testFuzzLatestNeverReverts(bytes32 stream, bytes32 accountId, uint256 maxAge, uint40 clock, uint256 slot)
        public
    {
        store(Words.seen(NOW));
        vm.record();
        oracle.latest(stream, accountId, maxAge);
        (bytes32[] memory reads,) = vm.accesses(address(oracle));
        for (uint256 i; i < reads.length; ++i) {
            vm.store(address(oracle), reads[i], bytes32(slot));
        }
        vm.warp(clock);
        (bool ok,) = address(oracle).call(abi.encodeCall(oracle.latest, (stream, accountId, maxAge)));
        vm.assertTrue(ok, "latest");
    }
}
