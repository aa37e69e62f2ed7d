"""
The artefacts and the state as Python objects: what scripts, own tasks and CI jobs ask.

Each class is the face of one file that builds write, and not a second way to work it out. Nothing
here runs a task, and nothing imports doit.
"""

from __future__ import annotations

from bengal_tasks.cache.asset_dependency_map import (
    AssetDependencyEntry,
    AssetDependencyMap,
    AssetReference,
)
from bengal_tasks.cache.build_cache import BuildCache
from bengal_tasks.cache.cache_store import CacheStore
from bengal_tasks.cache.cacheable import Cacheable
from bengal_tasks.cache.compression import (
    COMPRESSION_LEVEL,
    detect_format,
    get_compressed_path,
    get_json_path,
    load_auto,
    load_compressed,
    migrate_to_compressed,
    save_compressed,
)
from bengal_tasks.cache.page_core import PageCore
from bengal_tasks.cache.page_discovery_cache import (
    PageDiscoveryCache,
    PageDiscoveryCacheEntry,
    PageMetadata,
)
from bengal_tasks.cache.present import config_hash
from bengal_tasks.cache.query_index import IndexEntry, QueryIndex, QueryIndexRegistry
from bengal_tasks.cache.taxonomy_index import TagEntry, TaxonomyIndex
from bengal_tasks.cache.template_dependencies import TemplateChain, TemplateDependencies
from bengal_tasks.errors import ContractError, StateError
from bengal_tasks.graph.build import DependencyGraph


__all__ = (
    "COMPRESSION_LEVEL",
    "AssetDependencyEntry",
    "AssetDependencyMap",
    "AssetReference",
    "BuildCache",
    "CacheStore",
    "Cacheable",
    "ContractError",
    "DependencyGraph",
    "IndexEntry",
    "PageCore",
    "PageDiscoveryCache",
    "PageDiscoveryCacheEntry",
    "PageMetadata",
    "QueryIndex",
    "QueryIndexRegistry",
    "StateError",
    "TagEntry",
    "TaxonomyIndex",
    "TemplateChain",
    "TemplateDependencies",
    "config_hash",
    "detect_format",
    "get_compressed_path",
    "get_json_path",
    "load_auto",
    "load_compressed",
    "migrate_to_compressed",
    "save_compressed",
)
