// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice A row that cannot be stored is skipped; the others are stored.
contract RowSkippingTest is Fixture {
    using Words for ISetoffRiskOracle.Word;

    uint64 private epoch;
    mapping(uint256 account => ISetoffRiskOracle.Word) private model;

    function store(bytes memory rows) private returns (uint256) {
        return storeSigned(flatReport(++epoch, rows), rows);
    }

    function storeOne(ISetoffRiskOracle.Word word) private returns (uint256) {
        return store(row(account(0), word));
    }

    function assertStored(uint256 i, ISetoffRiskOracle.Word expected) private view {
        (, ISetoffRiskOracle.Word word,) = oracle.latest(STREAM, id(account(i)), type(uint256).max);
        vm.assertEq(word.raw(), expected.raw(), "stored word");
    }

    function testNewerRowReplacesTheStoredOne() public {
        storeOne(Words.seen(NOW - 20));
        vm.assertEq(storeOne(Words.seen(NOW - 19)), 1, "stored");
        assertStored(0, Words.seen(NOW - 19));
    }

    function testOlderAndEquallyOldRowsAreSkipped() public {
        storeOne(Words.seen(NOW - 20));
        vm.assertEq(storeOne(Words.seen(NOW - 21)), 0, "older");
        vm.assertEq(storeOne(Words.pack(1, 1, 1, uint40(NOW - 20), 1, 1)), 0, "equally old");
        assertStored(0, Words.seen(NOW - 20));
    }

    function testSkippedRowsDoNotKeepTheOthersOut() public {
        storeOne(Words.seen(NOW - 20));
        bytes memory rows = bytes.concat(
            row(account(0), Words.seen(NOW - 30)),
            row(account(1), ISetoffRiskOracle.Word.wrap(0)),
            row(account(2), Words.seen(NOW - 20)),
            row(account(3), Words.seen(NOW + 61))
        );
        vm.assertEq(store(rows), 1, "stored");
        assertStored(0, Words.seen(NOW - 20));
        assertStored(2, Words.seen(NOW - 20));
    }

    function testWordZeroAndObservedAtZeroAreSkipped() public {
        vm.assertEq(storeOne(ISetoffRiskOracle.Word.wrap(0)), 0, "word 0");
        vm.assertEq(storeOne(Words.seen(0)), 0, "observedAt 0");
        assertStored(0, ISetoffRiskOracle.Word.wrap(0));
    }

    /// @dev Stored, it would keep every honest row out until its time has come.
    function testRowFromTheFutureIsSkipped() public {
        vm.assertEq(storeOne(Words.seen(NOW + 61)), 0, "skew + 1");
        vm.assertEq(storeOne(Words.seen(type(uint32).max)), 0, "last 32-bit second");
        vm.assertEq(storeOne(Words.seen(uint256(type(uint32).max) + 1 + NOW)), 0, "33rd bit");
        vm.assertEq(storeOne(Words.seen(type(uint40).max)), 0, "last 40-bit second");
        vm.assertEq(storeOne(Words.seen(NOW + 60)), 1, "skew");
    }

    function testRowObservedAfterItsReportExpiresIsSkipped() public {
        bytes memory rows = row(account(0), Words.seen(NOW + 11));
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        r.validUntil = uint40(NOW + 10);
        vm.assertEq(storeSigned(r, rows), 0, "stored");
    }

    function testTimesBeyondTheYear2106AreSkipped() public {
        vm.warp(uint256(type(uint32).max) - 10);
        vm.assertEq(storeOne(Words.seen(uint256(type(uint32).max) + 1)), 0, "2^32");
        vm.assertEq(storeOne(Words.seen(type(uint32).max)), 1, "2^32 - 1");
        assertStored(0, Words.seen(type(uint32).max));
    }

    function testAccountTwiceInABatchKeepsTheNewerRow() public {
        bytes memory rows = bytes.concat(row(account(0), Words.seen(NOW - 9)), row(account(0), Words.seen(NOW - 8)));
        vm.assertEq(store(rows), 2, "rising");
        rows = bytes.concat(row(account(0), Words.seen(NOW - 6)), row(account(0), Words.seen(NOW - 7)));
        vm.assertEq(store(rows), 1, "falling");
        assertStored(0, Words.seen(NOW - 6));
    }

    function testNegativeZeroAndPositiveNetAreStoredAsSigned() public {
        int64[5] memory nets = [type(int64).min, -1, int64(0), 1, type(int64).max];
        for (uint256 i; i < nets.length; ++i) {
            ISetoffRiskOracle.Word word = Words.pack(nets[i], type(uint64).max, 0, uint40(NOW - 9 + i), 65535, 1);
            vm.assertEq(storeOne(word), 1, "stored");
            assertStored(0, word);
        }
        ISetoffRiskOracle.Word flat = Words.pack(0, 0, 0, uint40(NOW), 0, 0);
        vm.assertEq(storeOne(flat), 1, "all zero but the time");
        assertStored(0, flat);
    }

    /// @dev Against a model that states the rule once more: newer than the stored word, and not in the future.
    function testFuzzStoredWordIsTheNewestAcceptable(uint256 seed) public {
        for (uint256 round; round < 3; ++round) {
            uint256 n = 1 + uint256(keccak256(abi.encode(seed, round))) % 12;
            bytes memory rows;
            uint256 expected;
            for (uint256 i; i < n; ++i) {
                uint256 random = uint256(keccak256(abi.encode(seed, round, i)));
                uint256 who = random % 4;
                ISetoffRiskOracle.Word word = randomWord(random);
                rows = bytes.concat(rows, row(account(who), word));
                uint40 at_ = observedAt(word);
                if (at_ > observedAt(model[who]) && at_ <= NOW + 60) {
                    model[who] = word;
                    ++expected;
                }
            }
            vm.assertEq(store(rows), expected, "count");
            for (uint256 who; who < 4; ++who) {
                assertStored(who, model[who]);
            }
        }
    }

    function randomWord(uint256 random) private pure returns (ISetoffRiskOracle.Word) {
        uint256 offset = (random >> 8) % 16;
        uint256 at_ = offset == 0 ? 0 : offset == 1 ? (random >> 16) % (1 << 40) : NOW + 64 - offset * 8;
        uint256 rest = uint256(keccak256(abi.encode(random))) & ~(uint256(type(uint40).max) << 24);
        return ISetoffRiskOracle.Word.wrap(rest | (at_ << 24));
    }

    function observedAt(ISetoffRiskOracle.Word word) private pure returns (uint40) {
        return uint40(word.raw() >> 24);
    }
}
