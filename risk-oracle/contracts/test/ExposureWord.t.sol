// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../src/ExposureWord.sol";
import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

contract ExposureWordTest {
    using ExposureWord for ISetoffRiskOracle.Word;

    function testFuzzEveryFieldComesBack(
        int64 net,
        uint64 gross,
        uint64 margin,
        uint40 observedAt,
        uint16 coverageBps,
        uint8 flags
    ) public pure {
        ISetoffRiskOracle.Word word = Words.pack(net, gross, margin, observedAt, coverageBps, flags);
        vm.assertEq(word.netUsd(), net, "net");
        vm.assertEq(word.grossUsd(), gross, "gross");
        vm.assertEq(word.marginUsd(), margin, "margin");
        vm.assertEq(word.observedAt(), observedAt, "observedAt");
        vm.assertEq(word.coverageBps(), coverageBps, "coverage");
        vm.assertEq(word.flags(), flags, "flags");
    }

    function testFuzzFieldsHoldEveryBitOfTheWord(uint256 raw) public pure {
        ISetoffRiskOracle.Word w = ISetoffRiskOracle.Word.wrap(raw);
        ISetoffRiskOracle.Word again =
            Words.pack(w.netUsd(), w.grossUsd(), w.marginUsd(), w.observedAt(), w.coverageBps(), w.flags());
        vm.assertEq(Words.raw(again), raw, "word");
    }

    function testNetKeepsItsSign() public pure {
        int64[5] memory nets = [type(int64).min, -1, int64(0), 1, type(int64).max];
        for (uint256 i; i < nets.length; ++i) {
            uint64 ones = type(uint64).max;
            vm.assertEq(
                Words.pack(nets[i], ones, ones, type(uint40).max, 65535, 255).netUsd(), nets[i], "all ones below"
            );
            vm.assertEq(Words.pack(nets[i], 0, 0, 0, 0, 0).netUsd(), nets[i], "all zeros below");
        }
    }
}
