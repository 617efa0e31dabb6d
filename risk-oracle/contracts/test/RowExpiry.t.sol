// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {StoredWord} from "../src/StoredWord.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice A stored word expires with the epoch that stored it. What later epochs say of other accounts, or the same old
/// word again, does not bring it back.
contract RowExpiryTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    uint64 private epoch;

    function store(uint256 i, ISetoffRiskOracle.Word word) private returns (uint256) {
        return storeUntil(i, word, block.timestamp + WINDOW);
    }

    function storeUntil(uint256 i, ISetoffRiskOracle.Word word, uint256 validUntil) private returns (uint256) {
        bytes memory rows = row(account(i), word);
        ISetoffRiskOracle.EpochReport memory r = flatReport(++epoch, rows);
        r.validUntil = uint40(validUntil);
        return storeSigned(r, rows);
    }

    function assertStatus(uint256 i, ISetoffRiskOracle.Status expected) private view {
        (ISetoffRiskOracle.Status status,,) = oracle.latest(STREAM, id(account(i)), type(uint256).max);
        vm.assertEq(uint256(status), uint256(expected), "status");
    }

    function testRowAbsentFromALaterEpochExpiresOnTime() public {
        store(0, Words.seen(NOW));
        vm.warp(NOW + 200);
        store(1, Words.seen(NOW + 200));
        vm.warp(NOW + 288);
        assertStatus(0, ISetoffRiskOracle.Status.Fresh);
        vm.warp(NOW + 301);
        assertStatus(0, ISetoffRiskOracle.Status.Expired);
        assertStatus(1, ISetoffRiskOracle.Status.Fresh);
    }

    function testExpiredRowIsNotRevivedByALaterEpochOfOthers() public {
        store(0, Words.seen(NOW));
        vm.warp(NOW + 301);
        assertStatus(0, ISetoffRiskOracle.Status.Expired);
        store(1, Words.seen(NOW + 301));
        assertStatus(0, ISetoffRiskOracle.Status.Expired);
        commit(report(++epoch, keccak256("root")));
        assertStatus(0, ISetoffRiskOracle.Status.Expired);
    }

    function testSkippedRowIsNotRevivedByTheEpochThatRepeatsIt() public {
        store(0, Words.seen(NOW));
        vm.warp(NOW + 301);
        vm.assertEq(store(0, Words.seen(NOW)), 0, "skipped");
        assertStatus(0, ISetoffRiskOracle.Status.Expired);
        vm.assertEq(store(0, Words.seen(NOW + 1)), 1, "newer");
        assertStatus(0, ISetoffRiskOracle.Status.Fresh);
    }

    function testShorterLaterEpochDoesNotCutARowShort() public {
        store(0, Words.seen(NOW));
        storeUntil(1, Words.seen(NOW), NOW + 16);
        vm.warp(NOW + 17);
        assertStatus(0, ISetoffRiskOracle.Status.Fresh);
        assertStatus(1, ISetoffRiskOracle.Status.Expired);
    }

    function testNewerRowTakesTheExpiryOfItsOwnEpoch() public {
        storeUntil(0, Words.seen(NOW), NOW + 3200);
        storeUntil(0, Words.seen(NOW + 1), NOW + 33);
        vm.warp(NOW + 33);
        assertStatus(0, ISetoffRiskOracle.Status.Fresh);
        vm.warp(NOW + 34);
        assertStatus(0, ISetoffRiskOracle.Status.Expired);
    }

    function testLifeIsKeptInStepsOf16SecondsUpTo4080() public {
        uint256[2][6] memory cases = [
            [uint256(0), 0],
            [uint256(15), 0],
            [uint256(16), 16],
            [uint256(300), 288],
            [uint256(4095), 4080],
            [uint256(9e9), 4080]
        ];
        for (uint256 i; i < cases.length; ++i) {
            uint256 start = vm.snapshotState();
            storeUntil(0, Words.seen(NOW), NOW + cases[i][0]);
            vm.warp(NOW + cases[i][1]);
            assertStatus(0, ISetoffRiskOracle.Status.Fresh);
            vm.warp(NOW + cases[i][1] + 1);
            assertStatus(0, ISetoffRiskOracle.Status.Expired);
            vm.revertToState(start);
        }
    }

    function testFuzzRowIsNeverUsableAfterItsReportAndAtMost15SecondsShort(uint32 age, uint32 life, uint32 wait)
        public
    {
        uint256 observedAt = NOW - age % 5000;
        uint256 validUntil = NOW + life % 5000;
        vm.assertEq(storeUntil(0, Words.seen(observedAt), validUntil), 1, "stored");
        uint256 clock = NOW + wait % 6000;
        vm.warp(clock);
        if (clock > validUntil || clock > observedAt + 4080) assertStatus(0, ISetoffRiskOracle.Status.Expired);
        if (clock + 15 <= validUntil && clock <= observedAt + 4080) assertStatus(0, ISetoffRiskOracle.Status.Fresh);
    }

    function testFuzzSlotGivesBackTheWordAndAnExpiryNotAfterTheReports(uint256 raw, uint32 observedAt, uint40 life)
        public
        pure
    {
        raw = (raw & ~(uint256(type(uint40).max) << 24)) | (uint256(observedAt) << 24);
        uint256 validUntil = uint256(observedAt) + life;
        uint256 slot = StoredWord.encode(raw, validUntil);
        (ISetoffRiskOracle.Word word, uint256 expiry) = (StoredWord.word(slot), StoredWord.validUntil(slot));
        vm.assertEq(word.raw(), raw, "word");
        vm.assertEq(StoredWord.observedAt(slot), observedAt, "observedAt");
        vm.assertLe(expiry, validUntil, "not late");
        uint256 kept = life < 4080 ? life : 4080;
        vm.assertGe(expiry + 15, observedAt + kept, "at most 15 s early");
    }
}
