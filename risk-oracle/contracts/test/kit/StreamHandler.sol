// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";
import {Words} from "./Words.sol";

/// @notice Random reports, time steps and submitters on two streams, and what the laws of the oracle compare with.
contract StreamHandler is Fixture {
    using Words for ISetoffRiskOracle.Word;

    uint256 public constant ACCOUNTS = 4;
    uint256 public constant STREAMS = 2;

    mapping(uint256 stream => uint64) public highestEpoch;
    mapping(uint256 stream => mapping(uint256 account => uint256)) public validUntil; // of the epoch that stored the word
    mapping(uint256 stream => mapping(uint256 account => uint256)) public word;
    mapping(uint256 stream => mapping(uint256 account => bool)) public expired; // seen Expired since the word was stored
    uint256 public steps;
    uint256 public accepted;
    uint256 public storedRows;
    string public broken; // the law that a step broke, if any

    constructor() {
        setUp();
    }

    modifier counted() {
        ++steps;
        _;
    }

    function theOracle() external view returns (ISetoffRiskOracle) {
        return oracle;
    }

    function streamId(uint256 stream) public pure returns (bytes32) {
        return keccak256(abi.encode("stream", stream));
    }

    function accountId(uint256 i) public pure returns (bytes32) {
        return id(account(i));
    }

    function pass(uint16 duration) external counted {
        vm.warp(block.timestamp + duration % 200);
        look();
    }

    function commitRoot(uint8 stream, uint8 epoch, uint256 root, uint16 window) external counted {
        ISetoffRiskOracle.EpochReport memory r = randomReport(stream % STREAMS, epoch, bytes32(root), window);
        send(stream % STREAMS, r, abi.encodeCall(oracle.commit, (r, sign(r))));
    }

    function storeRows(uint8 stream, uint8 epoch, uint256 seed, uint16 window) external counted {
        bytes memory rows = randomRows(seed);
        ISetoffRiskOracle.EpochReport memory r = randomReport(stream % STREAMS, epoch, keccak256(rows), window);
        r.leafCount = uint32(rows.length / 52);
        if (seed % 4 == 0) send(stream % STREAMS, r, abi.encodeCall(oracle.commit, (r, sign(r)))); // front-run
        if (send(stream % STREAMS, r, abi.encodeCall(oracle.storeSigned, (r, rows, sign(r))))) {
            noteRows(stream % STREAMS, r);
        }
    }

    function randomReport(uint256 stream, uint8 epoch, bytes32 root, uint16 window)
        private
        view
        returns (ISetoffRiskOracle.EpochReport memory r)
    {
        r = report(highestEpoch[stream] + epoch % 6 - (highestEpoch[stream] > 2 ? 2 : 0), root);
        r.streamId = streamId(stream);
        r.validUntil = uint40(block.timestamp + window % 1000);
    }

    function randomRows(uint256 seed) private view returns (bytes memory rows) {
        for (uint256 i; i < 1 + seed % 3; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 observedAt = block.timestamp + 90 - random % 400;
            rows = bytes.concat(rows, row(account((random >> 16) % ACCOUNTS), Words.seen(observedAt)));
        }
    }

    function send(uint256 stream, ISetoffRiskOracle.EpochReport memory r, bytes memory data) private returns (bool ok) {
        (uint64 before,,,) = oracle.head(r.streamId);
        (ok,) = address(oracle).call(data);
        (uint64 epoch,,,) = oracle.head(r.streamId);
        if (epoch < before) broken = "the epoch of a stream fell";
        if (epoch > before) ++accepted;
        if (epoch > highestEpoch[stream]) highestEpoch[stream] = epoch;
        look();
    }

    function noteRows(uint256 stream, ISetoffRiskOracle.EpochReport memory r) private {
        for (uint256 i; i < ACCOUNTS; ++i) {
            (, ISetoffRiskOracle.Word now_,) = oracle.latest(streamId(stream), accountId(i), 0);
            if (now_.raw() == word[stream][i]) continue;
            if (uint40(now_.raw() >> 24) <= uint40(word[stream][i] >> 24)) broken = "a stored word grew older";
            word[stream][i] = now_.raw();
            validUntil[stream][i] = r.validUntil;
            expired[stream][i] = false;
            ++storedRows;
        }
        look();
    }

    /// @notice Takes down which words are expired, and that none came back.
    function look() private {
        for (uint256 stream; stream < STREAMS; ++stream) {
            for (uint256 i; i < ACCOUNTS; ++i) {
                (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word now_,) =
                    oracle.latest(streamId(stream), accountId(i), type(uint256).max);
                if (now_.raw() != word[stream][i]) continue; // stored by this very step, noted next
                if (status == ISetoffRiskOracle.Status.Expired) expired[stream][i] = true;
                else if (expired[stream][i]) broken = "an expired word came back";
            }
        }
    }
}
