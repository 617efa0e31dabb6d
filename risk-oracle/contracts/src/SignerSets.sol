// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {SignerQuorum} from "./SignerQuorum.sol";

/// @title Who signs, and who may change that
/// @notice Versions of the signer set, each with a first and a last second in force. The owner schedules the next one, a
/// delay ahead, in which the guardian can still revoke it; the one before stays for a grace, so that no epoch is missed.
/// Owner and guardian are fixed: contracts whose own members can change.
abstract contract SignerSets is ISetoffRiskOracle {
    struct SignerSet {
        bytes32 hash;
        uint8 threshold;
        uint40 activeFrom;
        uint40 activeUntil;
    }

    /// @notice The set that another was scheduled to follow.
    struct Predecessor {
        uint64 version; // 0 for none
        uint40 until; // its activeUntil without the other
    }

    /// @notice Who rules, and how fast.
    struct Governance {
        address owner; // not zero
        address guardian; // neither zero nor the owner
        uint40 rotationDelay; // seconds, from MIN_ROTATION_DELAY to MAX_ROTATION_SECONDS
        uint40 rotationGrace; // seconds, at most MAX_ROTATION_SECONDS
    }

    /// @notice Shortest delay: the time in which the guardian can see a set that was scheduled wrongly, and revoke it.
    uint40 internal constant MIN_ROTATION_DELAY = 1 hours;
    /// @notice Longest delay and longest grace: a rotation must not outlast the need for it.
    uint40 internal constant MAX_ROTATION_SECONDS = 30 days;
    uint40 private constant OPEN_ENDED = type(uint40).max;

    /// @inheritdoc ISetoffRiskOracle
    address public immutable owner;
    /// @inheritdoc ISetoffRiskOracle
    address public immutable guardian;
    /// @inheritdoc ISetoffRiskOracle
    uint40 public immutable rotationDelay;
    /// @inheritdoc ISetoffRiskOracle
    uint40 public immutable rotationGrace;

    mapping(uint64 version => SignerSet) private _sets;
    mapping(uint64 version => Predecessor) private _predecessors;
    uint64 private _newest;

    constructor(address[] memory signers, uint8 quorum, Governance memory governance) {
        if (governance.owner == address(0) || governance.guardian == address(0)) revert Unauthorised();
        if (governance.owner == governance.guardian) revert Unauthorised();
        if (governance.rotationDelay < MIN_ROTATION_DELAY) revert BadSchedule();
        if (governance.rotationDelay > MAX_ROTATION_SECONDS || governance.rotationGrace > MAX_ROTATION_SECONDS) {
            revert BadSchedule();
        }
        owner = governance.owner;
        guardian = governance.guardian;
        rotationDelay = governance.rotationDelay;
        rotationGrace = governance.rotationGrace;
        _add(SignerQuorum.hashOf(signers, quorum), quorum, uint40(block.timestamp));
    }

    modifier onlyOwner() {
        if (msg.sender != owner) revert Unauthorised();
        _;
    }

    modifier onlyGuardianOrOwner() {
        if (msg.sender != guardian && msg.sender != owner) revert Unauthorised();
        _;
    }

    /// @inheritdoc ISetoffRiskOracle
    function scheduleSignerSet(bytes32 setHash, uint8 quorum, uint40 activeFrom) external onlyOwner {
        if (setHash == 0 || quorum == 0) revert BadSet();
        if (activeFrom < block.timestamp + rotationDelay || activeFrom >= OPEN_ENDED - rotationGrace) {
            revert BadSchedule();
        }
        uint64 before = _newestAlive();
        if (before != 0) {
            if (activeFrom < _sets[before].activeFrom) revert BadSchedule();
            _predecessors[_newest + 1] = Predecessor(before, _sets[before].activeUntil);
            _sets[before].activeUntil = activeFrom + rotationGrace;
        }
        _add(setHash, quorum, activeFrom);
    }

    /// @inheritdoc ISetoffRiskOracle
    function revokeSignerSet(uint64 version) external onlyGuardianOrOwner {
        if (version == 0 || version > _newest) revert BadSet();
        SignerSet storage set = _sets[version];
        if (block.timestamp < set.activeFrom && set.activeUntil != 0) _unschedule(version, set.activeUntil);
        set.activeUntil = 0;
        emit SignerSetRevoked(version);
    }

    /// @inheritdoc ISetoffRiskOracle
    function signerSet(uint64 version)
        external
        view
        returns (bytes32 setHash, uint8 quorum, uint40 activeFrom, uint40 activeUntil)
    {
        SignerSet storage set = _sets[version];
        return (set.hash, set.threshold, set.activeFrom, set.activeUntil);
    }

    /// @inheritdoc ISetoffRiskOracle
    function setVersion() public view returns (uint64 version) {
        for (version = _newest; version != 0; --version) {
            if (_isInForce(_sets[version])) return version;
        }
    }

    /// @inheritdoc ISetoffRiskOracle
    function signerSetHash() external view returns (bytes32) {
        return _sets[setVersion()].hash;
    }

    /// @inheritdoc ISetoffRiskOracle
    function threshold() external view returns (uint8) {
        return _sets[setVersion()].threshold;
    }

    /// @inheritdoc ISetoffRiskOracle
    function signerSetHashOf(address[] calldata signers, uint8 quorum) external pure returns (bytes32) {
        return SignerQuorum.hashOf(signers, quorum);
    }

    /// @return setHash Of that version.
    /// @return quorum Signatures needed; 0 if the set is not in force at this block.
    function _inForce(uint64 version) internal view returns (bytes32 setHash, uint8 quorum) {
        SignerSet storage set = _sets[version];
        SignerSet memory now_ = set;
        setHash = now_.hash;
        if (block.timestamp >= now_.activeFrom && block.timestamp <= now_.activeUntil) quorum = now_.threshold;
    }

    function _isInForce(SignerSet storage set) private view returns (bool) {
        return block.timestamp >= set.activeFrom && block.timestamp <= set.activeUntil;
    }

    /// @dev The newest set that is in force or will be; 0 if there is none.
    function _newestAlive() private view returns (uint64 version) {
        for (version = _newest; version != 0; --version) {
            if (block.timestamp <= _sets[version].activeUntil) return version;
        }
    }

    /// @dev As if `version`, which is not in force yet, had never been scheduled: the set before it gets back its end, or
    /// that of the next one's rotation. A set before it that was revoked stays so.
    /// @param activeUntil Of `version`.
    function _unschedule(uint64 version, uint40 activeUntil) private {
        Predecessor memory before = _predecessors[version];
        for (uint64 next = version + 1; next <= _newest; ++next) {
            if (_predecessors[next].version == version) _predecessors[next] = before;
        }
        if (before.version == 0 || _sets[before.version].activeUntil == 0) return;
        _sets[before.version].activeUntil = activeUntil < before.until ? activeUntil : before.until;
    }

    function _add(bytes32 setHash, uint8 quorum, uint40 activeFrom) private {
        uint64 version = ++_newest;
        _sets[version] = SignerSet(setHash, quorum, activeFrom, OPEN_ENDED);
        emit SignerSetScheduled(version, setHash, quorum, activeFrom);
    }
}
