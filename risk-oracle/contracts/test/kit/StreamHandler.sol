// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SignerSets} from "../../src/SignerSets.sol";
import {Deploy} from "./Deploy.sol";
import {Fixture} from "./Fixture.sol";
import {vm} from "./Vm.sol";
import {Words} from "./Words.sol";

/// @notice Random reports, time steps, submitters, halts and rotations on two streams, and what the laws of the oracle
/// compare with.
contract StreamHandler is Fixture {
    using Words for ISetoffRiskOracle.Word;

    uint256 public constant ACCOUNTS = 4;
    uint256 public constant STREAMS = 2;
    uint40 private constant DELAY = 1 hours;
    uint40 private constant GRACE = 100;

    struct Term {
        uint256 from;
        uint256 until;
        bool revoked;
        uint256 follows; // version; 0 for none
        uint256 followedUntil;
    }

    mapping(uint256 stream => uint64) public highestEpoch;
    mapping(uint256 stream => bool) public halted;
    mapping(uint256 stream => mapping(uint256 account => uint256)) public validUntil; // of the epoch that stored the word
    mapping(uint256 stream => mapping(uint256 account => uint256)) public word;
    mapping(uint256 stream => mapping(uint256 account => bool)) public expired; // seen Expired since the word was stored
    mapping(uint256 stream => mapping(uint256 account => bool)) public dead; // stored before a halt
    Term[] private terms; // of the signer sets; version 1 is the first
    uint256 public accepted;
    uint256 public storedRows;
    uint256 public resumptions;
    string public broken; // the law that a step broke, if any

    constructor() {
        setUp();
        SignerSets.Governance memory rule = Deploy.governance();
        (rule.rotationDelay, rule.rotationGrace) = (DELAY, GRACE);
        oracle = Deploy.oracle(set, 3, rule);
        terms.push(Term(block.timestamp, type(uint40).max, false, 0, 0));
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

    function pass(uint16 duration) external {
        vm.warp(block.timestamp + (duration % 8 == 0 ? DELAY : duration % 200)); // now and then as long as a rotation takes
        look();
    }

    function commitRoot(uint8 stream, uint8 epoch, uint256 root, uint16 window) external {
        stream = uint8(stream % STREAMS);
        ISetoffRiskOracle.EpochReport memory r = randomReport(stream, epoch, bytes32(root), window);
        bool due = r.epoch > highestEpoch[stream] && !halted[stream] && inForce(r.setVersion);
        uint256 before = accepted;
        send(stream, r, abi.encodeCall(oracle.commit, (r, sign(r))));
        if (due != (accepted > before)) broken = "a report that is due is accepted, and no other";
    }

    function storeRows(uint8 stream, uint8 epoch, uint256 seed, uint16 window) external {
        bytes memory rows = randomRows(seed);
        ISetoffRiskOracle.EpochReport memory r = randomReport(stream % STREAMS, epoch, keccak256(rows), window);
        r.leafCount = uint32(rows.length / 52);
        if (seed % 4 == 0) send(stream % STREAMS, r, abi.encodeCall(oracle.commit, (r, sign(r)))); // front-run
        if (send(stream % STREAMS, r, abi.encodeCall(oracle.storeSigned, (r, rows, sign(r))))) {
            noteRows(stream % STREAMS, r);
        }
    }

    function halt(uint8 stream) external {
        if (stream % 8 >= STREAMS) return; // now and then, or nothing else happens
        vm.prank(Deploy.GUARDIAN);
        oracle.halt(streamId(stream % STREAMS), keccak256("reason"));
        halted[stream % STREAMS] = true;
        for (uint256 i; i < ACCOUNTS; ++i) {
            dead[stream % STREAMS][i] = word[stream % STREAMS][i] != 0;
        }
        look();
    }

    function resume(uint8 stream, uint8 epochs) external {
        uint256 s = stream % STREAMS;
        uint64 minEpoch = highestEpoch[s] + epochs % 4;
        vm.prank(Deploy.OWNER);
        (bool ok,) = address(oracle).call(abi.encodeCall(oracle.resume, (streamId(s), minEpoch)));
        if (ok != (halted[s] && minEpoch > highestEpoch[s])) broken = "resumed against the rule";
        if (ok) (halted[s], highestEpoch[s], resumptions) = (false, minEpoch - 1, resumptions + 1);
        look();
    }

    function schedule(uint16 wait) external {
        uint256 from = block.timestamp + DELAY + wait % 100;
        uint256 before = newestAlive();
        if (before != 0 && from < terms[before - 1].from) return;
        bytes32 setHash = oracle.signerSetHashOf(set, 3);
        vm.prank(Deploy.OWNER);
        oracle.scheduleSignerSet(setHash, 3, uint40(from));
        uint256 beforeUntil = before == 0 ? 0 : terms[before - 1].until;
        if (before != 0) terms[before - 1].until = from + GRACE;
        terms.push(Term(from, type(uint40).max, false, before, beforeUntil));
    }

    function revoke(uint8 version) external {
        if (version % 16 >= terms.length) return; // now and then
        vm.prank(Deploy.GUARDIAN);
        oracle.revokeSignerSet(version % 16 + 1);
        Term storage term = terms[version % 16];
        if (!term.revoked && block.timestamp < term.from) forget(version % 16 + 1, term);
        term.revoked = true;
    }

    /// @dev The ends of all sets anew, as if that version had not been scheduled.
    function forget(uint256 version, Term storage term) private {
        uint256 follower;
        for (uint256 i = version; i < terms.length; ++i) {
            if (terms[i].follows != version) continue;
            (terms[i].follows, terms[i].followedUntil) = (term.follows, term.followedUntil);
            if (!terms[i].revoked) follower = i + 1;
        }
        if (term.follows == 0) return;
        uint256 until = follower == 0 ? term.followedUntil : terms[follower - 1].from + GRACE;
        terms[term.follows - 1].until = until < term.followedUntil ? until : term.followedUntil;
    }

    function newestAlive() private view returns (uint256 version) {
        for (version = terms.length; version > 0; --version) {
            Term storage term = terms[version - 1];
            if (!term.revoked && block.timestamp <= term.until) return version;
        }
    }

    function inForce(uint256 version) public view returns (bool) {
        if (version == 0 || version > terms.length) return false;
        Term storage term = terms[version - 1];
        return !term.revoked && block.timestamp >= term.from && block.timestamp <= term.until;
    }

    function versions() external view returns (uint256) {
        return terms.length;
    }

    function randomReport(uint256 stream, uint8 epoch, bytes32 root, uint16 window)
        private
        view
        returns (ISetoffRiskOracle.EpochReport memory r)
    {
        r = report(highestEpoch[stream] + epoch % 6 - (highestEpoch[stream] > 2 ? 2 : 0), root);
        r.streamId = streamId(stream);
        r.validUntil = uint40(block.timestamp + window % 1000);
        r.setVersion = window % 5 == 0 ? uint64(window % 7) : oracle.setVersion();
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
        if (epoch > before) {
            ++accepted;
            if (halted[stream]) broken = "a halted stream took a report";
            if (!inForce(r.setVersion)) broken = "a set that is not in force signed";
        }
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
            dead[stream][i] = false;
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
                if (status == ISetoffRiskOracle.Status.Expired) {
                    expired[stream][i] = true;
                } else if (status == ISetoffRiskOracle.Status.Fresh && expired[stream][i]) {
                    broken = "an expired word came back";
                }
            }
        }
    }
}
